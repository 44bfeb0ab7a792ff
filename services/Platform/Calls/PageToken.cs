using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Participatory.Platform.Calls;

/// <summary>
/// Where the next page starts: the key of the last row, tied to the question that was asked. Opaque to callers; a
/// token of another question or from elsewhere is refused (AIP-158).
/// </summary>
public static class PageToken
{
    /// <summary>A token for the page after the row with <paramref name="key"/>.</summary>
    /// <param name="question">The filters of the request, in any fixed form.</param>
    public static string After(string question, params string[] key) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes((string[])[Tie(question), .. key]));

    /// <summary>The key in <paramref name="token"/>, or null for the first page.</summary>
    /// <param name="length">How many parts a key has.</param>
    /// <exception cref="Refusal">The token is not one for this question.</exception>
    public static string[]? Read(string token, string question, int length)
    {
        if (token.Length == 0)
        {
            return null;
        }

        var parts = Parse(token);
        if (parts is null || parts.Length != length + 1 || parts[0] != Tie(question) || parts.Any(part => part is null))
        {
            throw NotOfThisList();
        }

        return parts[1..];
    }

    /// <summary>How many rows a page has: <paramref name="normal"/> where nothing is asked for, at most <paramref name="max"/>.</summary>
    /// <exception cref="Refusal">The number is negative.</exception>
    public static int Size(int asked, int normal, int max) =>
        asked < 0 ? throw Refusal.At("page_size", Reasons.PageSizeWrong)
        : asked == 0 ? normal
        : Math.Min(asked, max);

    internal static Refusal NotOfThisList() =>
        Refusal.At("page_token", Reasons.PageTokenForeign);

    private static string Tie(string question) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(question)).AsSpan(0, 6));

    private static string[]? Parse(string token)
    {
        try
        {
            return token.Length > 2000 ? null : JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(token));
        }
        catch (Exception notOurs) when (notOurs is FormatException or JsonException)
        {
            return null;
        }
    }
}
