internal import Glibc

/// Time that never jumps, for deadlines and durations.
enum Monotonic {
    static var nanoseconds: Int64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }

    static var milliseconds: Int64 { nanoseconds / 1_000_000 }
}
