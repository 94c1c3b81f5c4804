# Standard input is read once: whatever else it is named for, and where no FILE means it.
convstat count --assignments - --goal cart -
echo $?
convstat count --assignments - --goal cart
echo $?
convstat monitor --plan - -
echo $?
