using System.Globalization;

namespace Participatory.Platform.Identity;

/// <summary>Contrast as WCAG 2.2 defines it.</summary>
public static class Contrast
{
    /// <summary>What words need on a colour, or in it: level AA.</summary>
    public const double Enough = 4.5;

    /// <summary># and six hex digits.</summary>
    public static bool IsColour(string text) =>
        text.Length == 7 && text[0] == '#' && text.Skip(1).All(letter => char.IsAsciiHexDigit(letter));

    /// <param name="colour"># and six hex digits.</param>
    /// <returns>From 1 to 21.</returns>
    public static double OnWhite(string colour) => 1.05 / (Luminance(colour) + 0.05);

    private static double Luminance(string colour) =>
        (0.2126 * Part(colour, 1)) + (0.7152 * Part(colour, 3)) + (0.0722 * Part(colour, 5));

    private static double Part(string colour, int at)
    {
        var share = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
