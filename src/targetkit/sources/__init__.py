"""Sources: files of observations, read into raw rows. What a row means is decided with the plan, when it is entered."""
