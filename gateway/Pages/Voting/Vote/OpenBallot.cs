using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.Voting.Vote;

/// <summary>
/// A ballot on its way from the code to the receipt: in a cookie of the voter's own browser, so that each step has an address and Back,
/// reload and a second tab do what people expect, with and without scripts.
/// <para>
/// Why a cookie: with us nothing may be kept that has a code and choices in it (no file, no table, no log; services/Voting/MIXING.md), and
/// an address says to histories and logs what is in it. The cookie is sealed, good for two hours, gone with the browser, sent to the pages
/// of this vote alone, and unknown to scripts and to other sites (Strict, which is also what keeps their forms out). Each ballot has a
/// cookie of its own, so that two people can vote in two tabs; the address names it by a random mark that says nothing.
/// Once the vote is cast, code and choices are taken out of it and only the receipt stays, for a quarter of an hour or until
/// the voter says that they have kept it.
/// </para>
/// </summary>
internal sealed record OpenBallot
{
    private const string Prefix = "participatory-ballot-";

    /// <summary>So many at a time in one browser: a header of cookies has to stay small.</summary>
    private const int Most = 3;

    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(2);

    private static readonly TimeSpan ReceiptFor = TimeSpan.FromMinutes(15);

    // What does not fit into one cookie goes into several.
    private static readonly ChunkingCookieManager Cookies = new();

    /// <summary>The code of the letter as it was typed; empty where a ballot is changed, and after it was cast.</summary>
    public string Code { get; init; } = "";

    public string Card { get; init; } = "";

    public bool CardIsOurs { get; init; }

    /// <summary>The version of the ballot that is being changed; 0 for a new one.</summary>
    public int Version { get; init; }

    /// <summary>Of these choices; others have another, so that each is cast at most once.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>A tick as 1, a place or points; in the order of the paper.</summary>
    public IReadOnlyList<long> Numbers { get; init; } = [];

    /// <summary>Why the last step was refused, and at which field; gone with the next step.</summary>
    public string Fault { get; init; } = "";

    public string FaultyField { get; init; } = "";

    /// <summary>The receipt as JSON of its message; empty before the vote is cast.</summary>
    public string Receipt { get; init; } = "";

    /// <summary>A mark for a new ballot. Of many that were begun and left, the oldest are forgotten.</summary>
    public static string Begin(HttpContext context, string pollId)
    {
        // A browser names the oldest first.
        var prefix = Name(context, "");
        var begun = context.Request.Cookies.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)
            && name.Length == prefix.Length + 8).ToList();
        foreach (var old in begun.SkipLast(Most - 1))
        {
            Cookies.DeleteCookie(context, old, Options(pollId));
        }

        return Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    }

    /// <returns>Null where there is none, it is too old, or it is of another poll.</returns>
    public static OpenBallot? Find(HttpContext context, string pollId, string? mark)
    {
        if (!IsMark(mark) || Cookies.GetRequestCookie(context, Name(context, mark)) is not { Length: > 0 } held)
        {
            return null;
        }

        try
        {
            using var packed = new MemoryStream(Protector(context, pollId).Unprotect(Convert.FromBase64String(held)));
            using var open = new BrotliStream(packed, CompressionMode.Decompress);
            return JsonSerializer.Deserialize<OpenBallot>(open);
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException)
        {
            return null;
        }
    }

    public void Keep(HttpContext context, string pollId, string mark)
    {
        using var packed = new MemoryStream();
        using (var close = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            JsonSerializer.Serialize(close, this);
        }

        var sealedUp = Protector(context, pollId).Protect(packed.ToArray(), Receipt.Length > 0 ? ReceiptFor : GoodFor);
        Cookies.AppendResponseCookie(context, Name(context, mark), Convert.ToBase64String(sealedUp), Options(pollId));
    }

    public static void Forget(HttpContext context, string pollId, string? mark)
    {
        if (IsMark(mark))
        {
            Cookies.DeleteCookie(context, Name(context, mark), Options(pollId));
        }
    }

    private static string Name(HttpContext context, string? mark) => Loopback.NameOfPath(context.Request, Prefix + mark);

    private static bool IsMark(string? mark) => mark is { Length: 8 } && mark.All(char.IsAsciiHexDigitLower);

    private static ITimeLimitedDataProtector Protector(HttpContext context, string pollId) =>
        context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("open ballot", pollId)
            .ToTimeLimitedDataProtector();

    private static CookieOptions Options(string pollId) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Strict, Path = Links.Vote(pollId), IsEssential = true,
    };
}
