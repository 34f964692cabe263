"""Pages: papers as they will print, through the office program of the machine, and scans."""
