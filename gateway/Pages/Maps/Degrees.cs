using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Maps;

/// <summary>Points as people type them: two numbers in degrees, shown as exactly as they are kept, which is about a metre.</summary>
internal static class Degrees
{
    private const decimal OfOne = 100_000;

    /// <summary>"51.5074, -0.1278".</summary>
    public static string Text(MapPoint point) => $"{Text(point.LatitudeE5)}, {Text(point.LongitudeE5)}";

    /// <summary>One of the two.</summary>
    public static string Text(int degreesE5) => (degreesE5 / OfOne).ToString("0.#####", CultureInfo.InvariantCulture);

    /// <summary>The point that two numbers with a comma between them name; null where they name none. Pure.</summary>
    public static MapPoint? Read(string? text) =>
        text?.Split(',') is [var north, var east] && Number(north, 90) is { } latitude && Number(east, 180) is { } longitude
            ? new MapPoint { LatitudeE5 = latitude, LongitudeE5 = longitude } : null;

    /// <summary>The place that was typed; what cannot be read stands beside its field, and null is returned.</summary>
    public static IdeaPlace? ReadPlace(this ModelStateDictionary form, IPlaceFields fields)
    {
        var place = new IdeaPlace { PlaceWords = fields.PlaceWords?.Trim() ?? "" };
        if (string.IsNullOrWhiteSpace(fields.Latitude) && string.IsNullOrWhiteSpace(fields.Longitude))
        {
            return place;
        }

        if (Number(fields.Latitude, 90) is not { } latitude)
        {
            form.AddModelError(nameof(IPlaceFields.Latitude), Words.Maps.LatitudeWrong);
            return null;
        }

        if (Number(fields.Longitude, 180) is not { } longitude)
        {
            form.AddModelError(nameof(IPlaceFields.Longitude), Words.Maps.LongitudeWrong);
            return null;
        }

        place.Point = new MapPoint { LatitudeE5 = latitude, LongitudeE5 = longitude };
        return place;
    }

    // Finer than a metre is nobody's business.
    private static int? Number(string? typed, int most) =>
        decimal.TryParse(
            typed?.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees)
            && degrees >= -most && degrees <= most
            ? (int)Math.Round(degrees * OfOne) : null;
}

/// <summary>A page that asks where an idea is.</summary>
public interface IPlaceFields
{
    string? PlaceWords { get; }

    /// <summary>In degrees, as it was typed.</summary>
    string? Latitude { get; }

    string? Longitude { get; }
}
