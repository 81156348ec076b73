package png

// Paint is Render without packing, which takes most of the time.
var Paint = paint
