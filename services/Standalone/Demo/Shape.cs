namespace Participatory.Standalone.Demo;

/// <summary>A part of a drawing, in pixels of <see cref="Picture"/>.</summary>
/// <param name="Colour">As 0xRRGGBB.</param>
internal readonly record struct Shape(Func<int, int, bool> Has, int Colour)
{
    public static Shape Box(int left, int top, int width, int height, int colour) =>
        new((x, y) => x >= left && x < left + width && y >= top && y < top + height, colour);

    public static Shape Disc(int midX, int midY, int radius, int colour) =>
        new((x, y) => Squared(x - midX, y - midY) <= radius * radius, colour);

    public static Shape Ring(int midX, int midY, int radius, int width, int colour) =>
        new(
            (x, y) => Squared(x - midX, y - midY) is var far && far <= radius * radius && far >= (radius - width) * (radius - width),
            colour);

    private static int Squared(int x, int y) => (x * x) + (y * y);
}
