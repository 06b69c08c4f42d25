//! A thousand seeds, in shards that run side by side. A seed that fails prints itself, shrunk.

use jemput_sim::{Script, run, shrink};

/// Seeds of a shard.
const SEEDS: u64 = 125;

fn shard(number: u64) {
    let mut failed = Vec::new();
    for seed in number * SEEDS..(number + 1) * SEEDS {
        let script = Script::of(seed);
        if let Some(failure) = run(&script, false).failure {
            println!("{}", shrink::told(&script, &failure));
            failed.push(seed);
        }
    }
    assert!(
        failed.is_empty(),
        "seeds {failed:?} failed; cargo run -p jemput-sim -- --seed N shows one"
    );
}

macro_rules! shards {
    ($($name:ident: $number:expr,)*) => {
        $(
            #[test]
            fn $name() {
                shard($number);
            }
        )*
    };
}

shards! {
    seeds_from_0: 0,
    seeds_from_125: 1,
    seeds_from_250: 2,
    seeds_from_375: 3,
    seeds_from_500: 4,
    seeds_from_625: 5,
    seeds_from_750: 6,
    seeds_from_875: 7,
}

#[test]
fn the_same_seed_is_the_same_run() {
    for seed in [3, 8, 26] {
        let script = Script::of(seed);
        assert_eq!(script, Script::of(seed));
        let (one, other) = (run(&script, true), run(&script, true));
        assert!(!one.trace.is_empty());
        assert_eq!(one.trace, other.trace, "seed {seed}");
    }
}
