namespace Participatory.Tests.Harness;

/// <summary>What an answer says of itself, so that no browser has to guess.</summary>
public static class MediaTypes
{
    /// <summary>
    /// Text and XML say in which letters they are (RFC 6838, 4.2.1); JSON is always UTF-8 and pictures have none.
    /// </summary>
    /// <returns>Empty where it says all.</returns>
    public static string Fault(HttpResponseMessage answer)
    {
        var type = answer.Content.Headers.ContentType;
        var hasBody = answer.Content.Headers.ContentLength is not 0;
        return type is null ? hasBody ? "says no kind." : ""
            : IsText(type.MediaType!) && !string.Equals(type.CharSet?.Trim('"'), "utf-8", StringComparison.OrdinalIgnoreCase)
                ? $"is {type} and says no letters."
            : "";
    }

    private static bool IsText(string kind) => kind.StartsWith("text/", StringComparison.Ordinal)
        || kind.EndsWith("+xml", StringComparison.Ordinal) || kind.EndsWith("/xml", StringComparison.Ordinal);
}
