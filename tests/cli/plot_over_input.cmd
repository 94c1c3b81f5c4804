convstat test --plot data.svg data.svg
