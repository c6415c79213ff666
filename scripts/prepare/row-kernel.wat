;; The inner loops of preparing a row: its texts as JSON, and the compression of that. All pointers are byte offsets.
;; row-kernel.ts fills the tables: codes of literals at 0, of distances at 1,152, of match lengths at 1,280, the letters of
;; escapes at 2,560, the start of a stream at 2,816. From 4,096 on: the last place of each hash of 4 bytes. Data: from 69,632.
(module
  (memory (export "memory") 3 65536)

  ;; Number of the place where the input of `deflate` begins. Places of earlier inputs lie too far before to be reached.
  (global $base (mut i32) (i32.const 32769))

  ;; Writes the length, then the bytes; returns where they end.
  (func (export "addField") (param $source i32) (param $length i32) (param $target i32) (result i32)
    (i32.store (local.get $target) (local.get $length))
    (local.set $target (i32.add (local.get $target) (i32.const 4)))
    (memory.copy (local.get $target) (local.get $source) (local.get $length))
    (i32.add (local.get $target) (local.get $length)))

  ;; Writes UTF-8 text of $length bytes as a JSON string, as `JSON.stringify` does; returns where it ends.
  ;; Reads up to 15 bytes past the text, writes up to 16 past the end.
  (func (export "quote") (param $source i32) (param $length i32) (param $target i32) (result i32)
    (local $end i32) (local $bytes v128) (local $special i32) (local $byte i32) (local $letter i32)
    (local.set $end (i32.add (local.get $source) (local.get $length)))
    (i32.store8 (local.get $target) (i32.const 34))
    (local.set $target (i32.add (local.get $target) (i32.const 1)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $source) (local.get $end)))
        (local.set $bytes (v128.load (local.get $source)))
        (v128.store (local.get $target) (local.get $bytes))
        (local.set $special
          (i8x16.bitmask
            (v128.or
              (i8x16.lt_u (local.get $bytes) (i8x16.splat (i32.const 32)))
              (v128.or
                (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 34)))
                (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 92)))))))
        ;; Plain bytes before the first special one, or all 16; none past the end.
        (local.set $special (i32.ctz (i32.or (local.get $special) (i32.const 0x10000))))
        (if (i32.ge_u (i32.add (local.get $source) (local.get $special)) (local.get $end)) (then
          (local.set $target (i32.add (local.get $target) (i32.sub (local.get $end) (local.get $source))))
          (br $done)))
        (local.set $source (i32.add (local.get $source) (local.get $special)))
        (local.set $target (i32.add (local.get $target) (local.get $special)))
        (br_if $next (i32.eq (local.get $special) (i32.const 16)))
        (local.set $byte (i32.load8_u (local.get $source)))
        (local.set $source (i32.add (local.get $source) (i32.const 1)))
        (local.set $letter (i32.load8_u offset=2560 (local.get $byte)))
        (i32.store8 (local.get $target) (i32.const 92))
        (i32.store8 offset=1 (local.get $target) (local.get $letter))
        (local.set $target (i32.add (local.get $target) (i32.const 2)))
        (br_if $next (i32.ne (local.get $letter) (i32.const 117)))
        ;; \u00XX of a byte below 32
        (i32.store16 (local.get $target) (i32.const 0x3030))
        (i32.store8 offset=2 (local.get $target) (i32.add (i32.const 48) (i32.shr_u (local.get $byte) (i32.const 4))))
        (local.set $byte (i32.and (local.get $byte) (i32.const 15)))
        (i32.store8 offset=3 (local.get $target)
          (i32.add (local.get $byte)
            (select (i32.const 48) (i32.const 87) (i32.lt_u (local.get $byte) (i32.const 10)))))
        (local.set $target (i32.add (local.get $target) (i32.const 4)))
        (br $next)))
    (i32.store8 (local.get $target) (i32.const 34))
    (i32.add (local.get $target) (i32.const 1)))

  ;; Writes a zlib stream of $length bytes; returns where it ends, or 0 for a byte that has no code. The stream's start
  ;; has $startLength bytes, the last of them filled up to $startBits. Reads up to 8 bytes past the input.
  (func (export "deflate")
    (param $source i32) (param $length i32) (param $target i32) (param $startLength i32) (param $startBits i32)
    (result i32)
    (local $at i32) (local $end i32) (local $last i32) (local $shift i32) (local $word i32) (local $slot i32)
    (local $distance i32) (local $from i32) (local $same i32) (local $most i32) (local $code i32) (local $power i32)
    (local $inside i32) (local $held i64) (local $bits i64) (local $differs i64)
    (if (i32.gt_u (i32.add (global.get $base) (local.get $length)) (i32.const 0x3fffffff)) (then
      (memory.fill (i32.const 4096) (i32.const 0) (i32.const 65536))
      (global.set $base (i32.const 32769))))
    (local.set $at (local.get $source))
    (local.set $end (i32.add (local.get $source) (local.get $length)))
    (local.set $last (i32.sub (local.get $end) (i32.const 4)))
    (local.set $shift (i32.sub (global.get $base) (local.get $source)))
    (global.set $base (i32.add (i32.add (global.get $base) (local.get $length)) (i32.const 32769)))
    (memory.copy (local.get $target) (i32.const 2816) (local.get $startLength))
    (local.set $target (i32.sub (i32.add (local.get $target) (local.get $startLength)) (i32.const 1)))
    (local.set $held (i64.load8_u (local.get $target)))
    (local.set $bits (i64.extend_i32_u (local.get $startBits)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (block $literal
          (br_if $literal (i32.gt_s (local.get $at) (local.get $last)))
          (local.set $word (i32.load (local.get $at)))
          (local.set $slot
            (i32.and
              (i32.shr_u (i32.mul (local.get $word) (i32.const 0x9e3779b1)) (i32.const 16))
              (i32.const 0xfffc)))
          (local.set $distance
            (i32.sub
              (i32.add (local.get $at) (local.get $shift))
              (i32.load offset=4096 (local.get $slot))))
          (i32.store offset=4096 (local.get $slot) (i32.add (local.get $at) (local.get $shift)))
          (br_if $literal (i32.gt_u (local.get $distance) (i32.const 32768)))
          (local.set $from (i32.sub (local.get $at) (local.get $distance)))
          (br_if $literal (i32.ne (i32.load (local.get $from)) (local.get $word)))
          ;; A match: its length, at most 258 and not past the end.
          (local.set $most (i32.sub (local.get $end) (local.get $at)))
          (if (i32.gt_u (local.get $most) (i32.const 258)) (then (local.set $most (i32.const 258))))
          (local.set $same (i32.const 4))
          (block $found
            (loop $compare
              (local.set $differs
                (i64.xor
                  (i64.load (i32.add (local.get $from) (local.get $same)))
                  (i64.load (i32.add (local.get $at) (local.get $same)))))
              (if (i64.ne (local.get $differs) (i64.const 0)) (then
                (local.set $same
                  (i32.add
                    (local.get $same)
                    (i32.wrap_i64 (i64.shr_u (i64.ctz (local.get $differs)) (i64.const 3)))))
                (br $found)))
              (local.set $same (i32.add (local.get $same) (i32.const 8)))
              (br_if $compare (i32.lt_u (local.get $same) (local.get $most)))))
          (if (i32.gt_u (local.get $same) (local.get $most)) (then (local.set $same (local.get $most))))
          ;; Its codes: up to 18 bits of length, 21 of distance.
          (i64.store (local.get $target) (local.get $held))
          (local.set $target
            (i32.add (local.get $target) (i32.wrap_i64 (i64.shr_u (local.get $bits) (i64.const 3)))))
          (local.set $held (i64.shr_u (local.get $held) (i64.and (local.get $bits) (i64.const 56))))
          (local.set $bits (i64.and (local.get $bits) (i64.const 7)))
          (local.set $code (i32.load offset=1280 (i32.shl (local.get $same) (i32.const 2))))
          (local.set $held
            (i64.or
              (local.get $held)
              (i64.shl
                (i64.extend_i32_u (i32.and (local.get $code) (i32.const 0xffffff)))
                (local.get $bits))))
          (local.set $bits
            (i64.add (local.get $bits) (i64.extend_i32_u (i32.shr_u (local.get $code) (i32.const 24)))))
          (local.set $distance (i32.sub (local.get $distance) (i32.const 1)))
          (local.set $power
            (select
              (i32.const 0)
              (i32.sub (i32.const 30) (i32.clz (local.get $distance)))
              (i32.lt_u (local.get $distance) (i32.const 2))))
          (local.set $code
            (i32.load offset=1152
              (i32.shl
                (i32.add
                  (i32.shl (local.get $power) (i32.const 1))
                  (i32.shr_u (local.get $distance) (local.get $power)))
                (i32.const 2))))
          (local.set $held
            (i64.or
              (local.get $held)
              (i64.shl
                (i64.extend_i32_u
                  (i32.or
                    (i32.and (local.get $code) (i32.const 0xffff))
                    (i32.shl
                      (i32.and
                        (local.get $distance)
                        (i32.sub (i32.shl (i32.const 1) (local.get $power)) (i32.const 1)))
                      (i32.shr_u (local.get $code) (i32.const 16)))))
                (local.get $bits))))
          (local.set $bits
            (i64.add
              (local.get $bits)
              (i64.extend_i32_u (i32.add (local.get $power) (i32.shr_u (local.get $code) (i32.const 16))))))
          (i64.store (local.get $target) (local.get $held))
          (local.set $target
            (i32.add (local.get $target) (i32.wrap_i64 (i64.shr_u (local.get $bits) (i64.const 3)))))
          (local.set $held (i64.shr_u (local.get $held) (i64.and (local.get $bits) (i64.const 56))))
          (local.set $bits (i64.and (local.get $bits) (i64.const 7)))
          ;; Three more places that later matches can begin at: the rest of a long one is seldom worth its time.
          (local.set $inside (i32.add (local.get $at) (i32.const 1)))
          (local.set $at (i32.add (local.get $at) (local.get $same)))
          (local.set $most (i32.add (local.get $inside) (i32.const 3)))
          (if (i32.gt_u (local.get $most) (local.get $at)) (then (local.set $most (local.get $at))))
          (block $kept
            (loop $keep
              (br_if $kept (i32.ge_u (local.get $inside) (local.get $most)))
              (i32.store offset=4096
                (i32.and
                  (i32.shr_u (i32.mul (i32.load (local.get $inside)) (i32.const 0x9e3779b1)) (i32.const 16))
                  (i32.const 0xfffc))
                (i32.add (local.get $inside) (local.get $shift)))
              (local.set $inside (i32.add (local.get $inside) (i32.const 1)))
              (br $keep)))
          (br $next))
        (local.set $code (i32.load (i32.shl (i32.load8_u (local.get $at)) (i32.const 2))))
        (if (i32.eqz (local.get $code)) (then (return (i32.const 0))))
        (local.set $held
          (i64.or
            (local.get $held)
            (i64.shl (i64.extend_i32_u (i32.and (local.get $code) (i32.const 0xffff))) (local.get $bits))))
        (local.set $bits
          (i64.add (local.get $bits) (i64.extend_i32_u (i32.shr_u (local.get $code) (i32.const 16)))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br_if $next (i64.lt_u (local.get $bits) (i64.const 48)))
        (i64.store (local.get $target) (local.get $held))
        (local.set $target
          (i32.add (local.get $target) (i32.wrap_i64 (i64.shr_u (local.get $bits) (i64.const 3)))))
        (local.set $held (i64.shr_u (local.get $held) (i64.and (local.get $bits) (i64.const 56))))
        (local.set $bits (i64.and (local.get $bits) (i64.const 7)))
        (br $next)))
    ;; The block's end, then the checksum in network order.
    (local.set $code (i32.load (i32.const 1024)))
    (local.set $held
      (i64.or
        (local.get $held)
        (i64.shl (i64.extend_i32_u (i32.and (local.get $code) (i32.const 0xffff))) (local.get $bits))))
    (local.set $bits (i64.add (local.get $bits) (i64.extend_i32_u (i32.shr_u (local.get $code) (i32.const 16)))))
    (i64.store (local.get $target) (local.get $held))
    (local.set $target
      (i32.add
        (local.get $target)
        (i32.wrap_i64 (i64.shr_u (i64.add (local.get $bits) (i64.const 7)) (i64.const 3)))))
    (local.set $code (call $adler (local.get $source) (local.get $end)))
    (i32.store8 (local.get $target) (i32.shr_u (local.get $code) (i32.const 24)))
    (i32.store8 offset=1 (local.get $target) (i32.shr_u (local.get $code) (i32.const 16)))
    (i32.store8 offset=2 (local.get $target) (i32.shr_u (local.get $code) (i32.const 8)))
    (i32.store8 offset=3 (local.get $target) (local.get $code))
    (i32.add (local.get $target) (i32.const 4)))

  ;; Adler-32 (RFC 1950, section 9), 16 bytes at a time. Sums of 5,552 bytes stay below 2^32.
  (func $adler (param $at i32) (param $end i32) (result i32)
    (local $low i32) (local $high i32) (local $stop i32) (local $bytes v128) (local $lows v128) (local $highs v128)
    (local $starts v128)
    (local.set $low (i32.const 1))
    (block $done
      (loop $blocks
        (br_if $done (i32.lt_u (i32.sub (local.get $end) (local.get $at)) (i32.const 16)))
        (local.set $stop (i32.and (i32.sub (local.get $end) (local.get $at)) (i32.const -16)))
        (if (i32.gt_u (local.get $stop) (i32.const 5552)) (then (local.set $stop (i32.const 5552))))
        ;; The sum before the block counts once for each of its bytes.
        (local.set $high (i32.add (local.get $high) (i32.mul (local.get $low) (local.get $stop))))
        (local.set $stop (i32.add (local.get $at) (local.get $stop)))
        (local.set $lows (v128.const i32x4 0 0 0 0))
        (local.set $starts (v128.const i32x4 0 0 0 0))
        (local.set $highs (v128.const i32x4 0 0 0 0))
        (loop $next
          (local.set $bytes (v128.load (local.get $at)))
          (local.set $starts (i32x4.add (local.get $starts) (local.get $lows)))
          (local.set $lows
            (i32x4.add
              (local.get $lows)
              (i32x4.extadd_pairwise_i16x8_u (i16x8.extadd_pairwise_i8x16_u (local.get $bytes)))))
          (local.set $highs
            (i32x4.add
              (local.get $highs)
              (i32x4.add
                (i32x4.dot_i16x8_s
                  (i16x8.extend_low_i8x16_u (local.get $bytes))
                  (v128.const i16x8 16 15 14 13 12 11 10 9))
                (i32x4.dot_i16x8_s
                  (i16x8.extend_high_i8x16_u (local.get $bytes))
                  (v128.const i16x8 8 7 6 5 4 3 2 1)))))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br_if $next (i32.lt_u (local.get $at) (local.get $stop))))
        (local.set $low (i32.add (local.get $low) (call $sum (local.get $lows))))
        (local.set $high
          (i32.add
            (local.get $high)
            (call $sum
              (i32x4.add (local.get $highs) (i32x4.shl (local.get $starts) (i32.const 4))))))
        (local.set $low (i32.rem_u (local.get $low) (i32.const 65521)))
        (local.set $high (i32.rem_u (local.get $high) (i32.const 65521)))
        (br $blocks)))
    (block $done
      (loop $rest
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $low (i32.add (local.get $low) (i32.load8_u (local.get $at))))
        (local.set $high (i32.add (local.get $high) (local.get $low)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $rest)))
    (i32.or
      (i32.shl (i32.rem_u (local.get $high) (i32.const 65521)) (i32.const 16))
      (i32.rem_u (local.get $low) (i32.const 65521))))

  (func $sum (param $four v128) (result i32)
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $four)) (i32x4.extract_lane 1 (local.get $four)))
      (i32.add (i32x4.extract_lane 2 (local.get $four)) (i32x4.extract_lane 3 (local.get $four))))))
