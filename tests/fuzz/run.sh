#!/bin/sh
# Fuzz every target for so many seconds: run.sh PYTHON SECONDS FOLDER [TARGET ...]
# Prints a line for each: inputs tried, what broke it. Ends with 1 if anything broke.
python=$1; seconds=$2; folder=$3; shift 3
mkdir -p "$folder"
targets=${*:-$("$python" -c "from tests.fuzz.targets import TARGETS; print(*TARGETS)")}
broken=0
for target in $targets; do
    "$python" -m tests.fuzz.fuzz "$target" "$folder" -max_total_time="$seconds" -max_len=65536 \
        -timeout=60 -rss_limit_mb=4096 -print_final_stats=1 >"$folder/$target.log" 2>&1 || broken=1
    tried=$(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/$target.log")
    found=$(find "$folder" -name "broken-$target-*" | wc -l)
    printf '%-12s %10s inputs tried, %s broke it\n' "$target" "${tried:-0}" "$found"
done
exit $broken
