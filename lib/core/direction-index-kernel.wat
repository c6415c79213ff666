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

  ;; Adds to each u32 at $counts the bits that one of $many bitmaps, lying one after another, shares with the mask.
  ;; A lane of $sum grows by at most 64 in 64 bytes, so $length may be at most 65,472.
  (func (export "count") (param $bitmaps i32) (param $many i32) (param $length i32) (param $mask i32) (param $counts i32)
    (local $end i32) (local $at i32) (local $sum v128)
    (block $done
      (loop $bitmap
        (br_if $done (i32.eqz (local.get $many)))
        (local.set $sum (v128.const i32x4 0 0 0 0))
        (local.set $at (local.get $mask))
        (local.set $end (i32.add (local.get $mask) (local.get $length)))
        (loop $next
          (local.set $sum (i16x8.add (local.get $sum) (i16x8.extadd_pairwise_i8x16_u
            (i8x16.add
              (i8x16.add
                (i8x16.popcnt (v128.and (v128.load (local.get $bitmaps)) (v128.load (local.get $at))))
                (i8x16.popcnt (v128.and (v128.load offset=16 (local.get $bitmaps)) (v128.load offset=16 (local.get $at)))))
              (i8x16.add
                (i8x16.popcnt (v128.and (v128.load offset=32 (local.get $bitmaps)) (v128.load offset=32 (local.get $at))))
                (i8x16.popcnt (v128.and (v128.load offset=48 (local.get $bitmaps)) (v128.load offset=48 (local.get $at)))))))))
          (local.set $bitmaps (i32.add (local.get $bitmaps) (i32.const 64)))
          (local.set $at (i32.add (local.get $at) (i32.const 64)))
          (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
        (local.set $sum (i32x4.extadd_pairwise_i16x8_u (local.get $sum)))
        (i32.store (local.get $counts) (i32.add (i32.load (local.get $counts))
          (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
            (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum))))))
        (local.set $counts (i32.add (local.get $counts) (i32.const 4)))
        (local.set $many (i32.sub (local.get $many) (i32.const 1)))
        (br $bitmap)))))
