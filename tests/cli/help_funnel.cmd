convstat funnel --help
