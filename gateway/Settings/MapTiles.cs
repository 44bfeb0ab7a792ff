using System.Globalization;

namespace Participatory.Gateway.Settings;

/// <summary>Where a council has pictures of its streets, to draw under its maps. Without it nothing is asked of anybody.</summary>
/// <param name="Address">With <c>{z}</c>, <c>{x}</c> and <c>{y}</c> in it.</param>
/// <param name="Credit">Whose they are, as it stands beside each map.</param>
public sealed record MapTiles(string Address, string Credit)
{
    /// <summary>What browsers are allowed to load beside what is ours, on the page of a map alone.</summary>
    public string Origin => new Uri(At(0, 0, 0)).GetLeftPart(UriPartial.Authority);

    public string At(int zoom, int x, int y) => Address
        .Replace("{z}", zoom.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{x}", x.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{y}", y.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>Null where the settings name none.</summary>
    /// <exception cref="InvalidOperationException">A setting cannot be; the message names it.</exception>
    public static MapTiles? Read(IConfiguration configuration)
    {
        var (address, credit) = (configuration["Map:Tiles"] ?? "", configuration["Map:Credit"] ?? "");
        if (address.Length == 0)
        {
            return null;
        }

        var tiles = new MapTiles(address, credit);
        if (!Uri.TryCreate(tiles.At(0, 0, 0), UriKind.Absolute, out var example) || example.Scheme != Uri.UriSchemeHttps
            || !address.Contains("{z}", StringComparison.Ordinal) || !address.Contains("{x}", StringComparison.Ordinal)
            || !address.Contains("{y}", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(
                "Map:Tiles has to be an address with https and {z}, {x} and {y}, such as https://tiles.council.example/{z}/{x}/{y}.png.");
        }

        return credit.Length > 0 ? tiles
            : throw new InvalidOperationException("Map:Credit has to say whose the tiles of Map:Tiles are.");
    }
}
