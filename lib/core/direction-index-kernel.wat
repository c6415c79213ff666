;; The inner loops of the direction index. All pointers are byte offsets; all lengths are multiples of 64 bytes.
(module
  (memory (export "memory") 1 8192)

  ;; target &= source
  (func (export "and") (param $target i32) (param $source i32) (param $length i32) (local $end i32)
    (local.set $end (i32.add (local.get $target) (local.get $length)))
    (loop $next
      (v128.store (local.get $target) (v128.and (v128.load (local.get $target)) (v128.load (local.get $source))))
      (local.set $target (i32.add (local.get $target) (i32.const 16)))
      (local.set $source (i32.add (local.get $source) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $target) (local.get $end)))))

  ;; target |= source
  (func (export "or") (param $target i32) (param $source i32) (param $length i32) (local $end i32)
    (local.set $end (i32.add (local.get $target) (local.get $length)))
    (loop $next
      (v128.store (local.get $target) (v128.or (v128.load (local.get $target)) (v128.load (local.get $source))))
      (local.set $target (i32.add (local.get $target) (i32.const 16)))
      (local.set $source (i32.add (local.get $source) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $target) (local.get $end)))))

  ;; target &= ~source
  (func (export "andNot") (param $target i32) (param $source i32) (param $length i32) (local $end i32)
    (local.set $end (i32.add (local.get $target) (local.get $length)))
    (loop $next
      (v128.store (local.get $target) (v128.andnot (v128.load (local.get $target)) (v128.load (local.get $source))))
      (local.set $target (i32.add (local.get $target) (i32.const 16)))
      (local.set $source (i32.add (local.get $source) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $target) (local.get $end)))))

  ;; Adds $weight to the number that each set bit of the source stands at. The numbers lie in bit planes, $stride bytes
  ;; apart and the lowest bit first, and are taken modulo 2 to the power of $planes.
  (func (export "add") (param $counter i32) (param $planes i32) (param $stride i32) (param $source i32)
    (param $weight i32) (param $length i32)
    (local $end i32) (local $at i32) (local $rest i32) (local $left i32)
    (local $bits v128) (local $carry v128) (local $old v128)
    (local.set $end (i32.add (local.get $source) (local.get $length)))
    (loop $next
      (local.set $bits (v128.load (local.get $source)))
      (if (v128.any_true (local.get $bits)) (then
        (local.set $carry (v128.const i32x4 0 0 0 0))
        (local.set $at (local.get $counter))
        (local.set $rest (local.get $weight))
        (local.set $left (local.get $planes))
        (loop $plane
          (local.set $old (v128.load (local.get $at)))
          (if (i32.and (local.get $rest) (i32.const 1))
            (then
              (v128.store (local.get $at)
                (v128.xor (v128.xor (local.get $old) (local.get $bits)) (local.get $carry)))
              (local.set $carry
                (v128.or
                  (v128.and (local.get $bits) (v128.or (local.get $old) (local.get $carry)))
                  (v128.and (local.get $old) (local.get $carry)))))
            (else
              (v128.store (local.get $at) (v128.xor (local.get $old) (local.get $carry)))
              (local.set $carry (v128.and (local.get $old) (local.get $carry)))))
          (local.set $at (i32.add (local.get $at) (local.get $stride)))
          (local.set $rest (i32.shr_u (local.get $rest) (i32.const 1)))
          (local.set $left (i32.sub (local.get $left) (i32.const 1)))
          (br_if $plane (i32.and
            (i32.ne (local.get $left) (i32.const 0))
            (i32.or (i32.ne (local.get $rest) (i32.const 0)) (v128.any_true (local.get $carry))))))))
      (local.set $source (i32.add (local.get $source) (i32.const 16)))
      (local.set $counter (i32.add (local.get $counter) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $source) (local.get $end)))))

  ;; Adds to each u32 at $counts the bits that one of $many bitmaps, lying one after another, shares with the mask.
  ;; Carry-save adders turn four vectors into one to be counted: $ones and $twos hold what is left of the sums of bits
  ;; (Harley and Seal). A lane of $fours grows by at most 16 in 64 bytes, so $length may be at most 262,080.
  (func (export "count") (param $bitmaps i32) (param $many i32) (param $length i32) (param $mask i32) (param $counts i32)
    (local $end i32) (local $at i32) (local $sum v128) (local $ones v128) (local $twos v128) (local $fours v128)
    (local $x v128) (local $y v128) (local $both v128) (local $first v128) (local $second v128)
    (block $done
      (loop $bitmap
        (br_if $done (i32.eqz (local.get $many)))
        (local.set $ones (v128.const i32x4 0 0 0 0))
        (local.set $twos (v128.const i32x4 0 0 0 0))
        (local.set $fours (v128.const i32x4 0 0 0 0))
        (local.set $at (local.get $mask))
        (local.set $end (i32.add (local.get $mask) (local.get $length)))
        (loop $next
          ;; ones + x + y = ones + 2 first
          (local.set $x (v128.and (v128.load (local.get $bitmaps)) (v128.load (local.get $at))))
          (local.set $y (v128.and (v128.load offset=16 (local.get $bitmaps)) (v128.load offset=16 (local.get $at))))
          (local.set $both (v128.xor (local.get $ones) (local.get $x)))
          (local.set $first
            (v128.or (v128.and (local.get $ones) (local.get $x)) (v128.and (local.get $both) (local.get $y))))
          (local.set $ones (v128.xor (local.get $both) (local.get $y)))
          ;; ones + x + y = ones + 2 second
          (local.set $x (v128.and (v128.load offset=32 (local.get $bitmaps)) (v128.load offset=32 (local.get $at))))
          (local.set $y (v128.and (v128.load offset=48 (local.get $bitmaps)) (v128.load offset=48 (local.get $at))))
          (local.set $both (v128.xor (local.get $ones) (local.get $x)))
          (local.set $second
            (v128.or (v128.and (local.get $ones) (local.get $x)) (v128.and (local.get $both) (local.get $y))))
          (local.set $ones (v128.xor (local.get $both) (local.get $y)))
          ;; twos + first + second = twos + 2 (what is counted)
          (local.set $both (v128.xor (local.get $twos) (local.get $first)))
          (local.set $fours (i16x8.add (local.get $fours) (i16x8.extadd_pairwise_i8x16_u (i8x16.popcnt
            (v128.or
              (v128.and (local.get $twos) (local.get $first))
              (v128.and (local.get $both) (local.get $second)))))))
          (local.set $twos (v128.xor (local.get $both) (local.get $second)))
          (local.set $bitmaps (i32.add (local.get $bitmaps) (i32.const 64)))
          (local.set $at (i32.add (local.get $at) (i32.const 64)))
          (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
        (local.set $sum
          (i32x4.add
            (i32x4.shl (i32x4.extadd_pairwise_i16x8_u (local.get $fours)) (i32.const 2))
            (i32x4.extadd_pairwise_i16x8_u (i16x8.extadd_pairwise_i8x16_u
              (i8x16.add
                (i8x16.popcnt (local.get $ones))
                (i8x16.shl (i8x16.popcnt (local.get $twos)) (i32.const 1)))))))
        (i32.store (local.get $counts) (i32.add (i32.load (local.get $counts))
          (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
            (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum))))))
        (local.set $counts (i32.add (local.get $counts) (i32.const 4)))
        (local.set $many (i32.sub (local.get $many) (i32.const 1)))
        (br $bitmap)))))
