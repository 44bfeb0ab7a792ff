using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Configuration;
using Participatory.Gateway.Pages.Maps;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Proposals.V1;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>How a map is drawn, and how a point is read that somebody types or points at.</summary>
public sealed class MapTests
{
    private static readonly MapBox Town = new() { SouthE5 = 5_349_000, WestE5 = -231_000, NorthE5 = 5_351_000, EastE5 = -229_000 };

    [Fact]
    public void What_somebody_points_at_is_where_it_is_drawn()
    {
        var projection = new Mercator(Town, 300);
        foreach (var (x, y) in new[] { (0, 0), (299, 10), (150, 200) })
        {
            var point = projection.PointAt(x, y);
            var (drawnX, drawnY) = projection.At(point.LongitudeE5, point.LatitudeE5);
            Assert.InRange(drawnX, x - 0.1, x + 0.1);
            Assert.InRange(drawnY, y - 0.1, y + 0.1);
        }

        // All of it is in sight, and the middle is the middle.
        var (left, top) = projection.At(Town.WestE5, Town.NorthE5);
        var (right, bottom) = projection.At(Town.EastE5, Town.SouthE5);
        Assert.True(left >= -0.01 && top >= -0.01 && right <= 300.01 && bottom <= projection.Height + 0.01, "It is cut off.");
        var middle = projection.PointAt(150, projection.Height / 2.0);
        Assert.InRange(middle.LatitudeE5, 5_349_990, 5_350_010);
        Assert.InRange(middle.LongitudeE5, -230_001, -229_999);
    }

    [Fact]
    public void Tiles_cover_a_map_and_are_as_many_as_that_needs()
    {
        var projection = new Mercator(Town, MapDrawing.Width);
        var tiles = projection.Tiles();
        Assert.InRange(tiles.Count, 6, 80);
        Assert.All(tiles, tile => Assert.InRange(tile.Size, 127, 257));
        Assert.True(tiles.Min(tile => tile.Left) <= 0 && tiles.Min(tile => tile.Top) <= 0
            && tiles.Max(tile => tile.Left + tile.Size) >= projection.Width
            && tiles.Max(tile => tile.Top + tile.Size) >= projection.Height, "A part has no tile.");
        Assert.Equal([(0, 0, 0)], new Mercator(
            new MapBox { SouthE5 = -8_500_000, WestE5 = -18_000_000, NorthE5 = 8_500_000, EastE5 = 18_000_000 }, 200).Tiles()
            .Select(tile => (tile.Zoom, tile.X, tile.Y)));
    }

    [Theory]
    [InlineData("51.5074, -0.1278", 5_150_740, -12_780)]
    [InlineData("51.507412345,-0.12", 5_150_741, -12_000)]
    [InlineData("-90,180", -9_000_000, 18_000_000)]
    public void Two_numbers_are_a_point_no_finer_than_a_metre(string typed, int latitude, int longitude)
    {
        var point = Degrees.Read(typed);
        Assert.Equal(new MapPoint { LatitudeE5 = latitude, LongitudeE5 = longitude }, point);
        Assert.Equal(point, Degrees.Read(Degrees.Text(point!)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("51.5")]
    [InlineData("91, 0")]
    [InlineData("0, 181")]
    [InlineData("a, b")]
    [InlineData("1e1, 2")]
    [InlineData("1, 2, 3")]
    public void Anything_else_is_none(string typed) => Assert.Null(Degrees.Read(typed));

    [Theory]
    [InlineData("", "", "", true, false)]
    [InlineData("By the pond", "", " ", true, false)]
    [InlineData("", "51.5", "-0.1", true, true)]
    [InlineData("", "51.5", "", false, false)]
    [InlineData("", "", "-0.1", false, false)]
    [InlineData("", "95", "-0.1", false, false)]
    public void A_point_is_typed_whole_or_not_at_all(string words, string latitude, string longitude, bool isRead, bool hasPoint)
    {
        var form = new ModelStateDictionary();
        var place = form.ReadPlace(new Typed(words, latitude, longitude));
        Assert.Equal((isRead, hasPoint, isRead), (place is not null, place?.Point is not null, form.IsValid));
    }

    [Theory]
    [InlineData("5349000,-231000,5351000,-229000", true)]
    [InlineData("5351000,-231000,5349000,-229000", false)]
    [InlineData("1,2,3", false)]
    [InlineData("a,b,c,d", false)]
    [InlineData("0,0,9000001,1", false)]
    public void A_part_of_the_map_is_four_numbers_in_their_order(string address, bool isOne) =>
        Assert.Equal(isOne ? Town : null, MapModel.BoxOf(address));

    [Fact]
    public void What_lies_at_one_place_has_one_number_and_every_number_stands_in_the_list()
    {
        var map = new RoundMap { Box = Town };
        map.Ideas.AddRange([Idea("1", 0), Idea("2", 1), Idea("3", 900, won: true)]);
        var corner = new MapBox { SouthE5 = 5_349_000, WestE5 = -231_000, NorthE5 = 5_349_200, EastE5 = -230_800 };
        map.Clusters.Add(new MapCluster { Ideas = 9, Box = corner });
        var drawing = MapDrawing.Of(map, new Round());
        Assert.Equal([1, 2, 3], drawing.Spots.Select(spot => spot.Number));
        Assert.Equal(["1 2", "3", ""], drawing.Spots.Select(spot => string.Join(' ', spot.Ideas.Select(idea => idea.ProposalId))));
        Assert.Equal([2, 1, 9], drawing.Spots.Select(spot => spot.Count));
        Assert.Same(map.Clusters[0], Assert.Single(drawing.Spots[2].Clusters));

        using var text = new StringWriter(CultureInfo.InvariantCulture);
        MapSvg.Of(
            drawing, tiles: null, "A <map>", spot => "#" + spot.Id, spot => $"{spot.Number}: \"<b>\"",
            idea => idea.Won ? MapMark.Grant : MapMark.Idea).WriteTo(text, HtmlEncoder.Default);
        var svg = text.ToString();
        Assert.DoesNotContain("<b>", svg, StringComparison.Ordinal);
        Assert.Contains("href=\"#spot-3\"", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("<image", svg, StringComparison.Ordinal);
        // A grant is another shape and not only another colour.
        Assert.Contains("width=\"40\"", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_does_not_cover_the_name_of_its_area_where_there_is_room_in_it()
    {
        var map = new RoundMap { Box = Town, Outlines = { Square(half: 1_000) } };
        var alone = Assert.Single(MapDrawing.Of(map, new Round()).Areas);
        map.Ideas.Add(Idea("1", east: 500));
        var drawing = MapDrawing.Of(map, new Round());
        var spot = Assert.Single(drawing.Spots);
        var moved = Assert.Single(drawing.Areas);
        Assert.Equal((alone.X, alone.Path), (moved.X, moved.Path));
        Assert.InRange(spot.Y, alone.Y - 0.01, alone.Y + 0.01);
        Assert.InRange(Math.Abs(moved.Y - alone.Y), 23.9, 36.1);

        // It never stands in another area.
        map.Outlines[0] = Square(half: 20);
        Assert.Equal(alone.Y, Assert.Single(MapDrawing.Of(map, new Round()).Areas).Y);
    }

    [Fact]
    public void Tiles_of_others_are_loaded_only_where_a_council_has_switched_them_on_and_said_whose_they_are()
    {
        Assert.Null(MapTiles.Read(Settings("", "")));
        foreach (var (address, credit) in new[]
            {
                ("http://tiles.example/{z}/{x}/{y}.png", "Example"), ("https://tiles.example/{z}/{x}.png", "Example"),
                ("tiles/{z}/{x}/{y}.png", "Example"), ("https://tiles.example/{z}/{x}/{y}.png", ""),
            })
        {
            Assert.Throws<InvalidOperationException>(() => MapTiles.Read(Settings(address, credit)));
        }

        var tiles = MapTiles.Read(Settings("https://tiles.example:8443/{z}/{x}/{y}.png", "Example"))!;
        Assert.Equal(("https://tiles.example:8443/3/4/5.png", "https://tiles.example:8443"), (tiles.At(3, 4, 5), tiles.Origin));
        Assert.Contains("img-src 'self' https://tiles.example:8443;", Headers.PolicyWithPictures(tiles.Origin), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'; script-src 'self';", Headers.PolicyWithPictures(tiles.Origin), StringComparison.Ordinal);
    }

    /// <summary>In the middle of the town, this far in each direction.</summary>
    private static AreaOutline Square(int half)
    {
        var (south, west, north, east) = (5_350_000 - half, -230_000 - half, 5_350_000 + half, -230_000 + half);
        return new AreaOutline
        {
            AreaCode = "E05000001", Middle = new MapPoint { LatitudeE5 = 5_350_000, LongitudeE5 = -230_000 },
            Rings = { new OutlineRing { AlongE5 = { west, south, east, south, east, north, west, north } } },
        };
    }

    private static MapIdea Idea(string id, int east, bool won = false) => new()
    {
        ProposalId = id, Title = "Benches", Won = won,
        Place = new IdeaPlace { Point = new MapPoint { LatitudeE5 = 5_350_000, LongitudeE5 = -230_500 + east } },
    };

    private static IConfiguration Settings(string tiles, string credit) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Map:Tiles"] = tiles, ["Map:Credit"] = credit }).Build();

    private sealed record Typed(string? PlaceWords, string? Latitude, string? Longitude) : IPlaceFields;
}
