# The power of the method that sizes, beside the one that is reached; both were the latter, and a size
# did not come back as the power it was planned with.
convstat plan --baseline 10% --difference 2pp --alternative greater --sample-size 2000 --format json | grep '"nominal"'
convstat plan --baseline 10% --difference 2pp --alternative greater --sample-size 2000 --exact --format json | grep '"nominal"'
