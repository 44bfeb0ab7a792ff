using System.Buffers;
using Participatory.Grants.V1;

namespace Participatory.Grants.Payments.Runs;

/// <summary>A payment that went to the bank, as a statement may speak of it.</summary>
internal sealed record Sent
{
    public string PaymentId { get; init; } = "";
    public string Reference { get; init; } = "";
    public long AmountMinor { get; init; }

    /// <summary>As <see cref="StateText"/> writes a payment's state.</summary>
    public string State { get; init; } = "";
}

/// <summary>What a statement says about the payments that we sent.</summary>
/// <param name="PassedOver">Lines that are about none of our payments.</param>
internal sealed record Matched(IReadOnlyList<Sent> Confirmed, IReadOnlyList<Found> Differences, int PassedOver);

/// <summary>Something that does not fit.</summary>
/// <param name="Reference">Of the payment, as the statement names it; may be empty.</param>
/// <param name="AmountMinor">What the bank says; null where it cannot be read.</param>
/// <param name="AskedMinor">What we asked for, where that is another amount.</param>
internal sealed record Found(
    int Line, DifferenceKind Kind, string Reference, string? PaymentId, long? AmountMinor, long? AskedMinor = null);

/// <summary>
/// Finds our payments on a bank statement: by the reference that we gave, wherever in the text it stands and however it
/// is spaced. What fits to the penny is confirmed; everything else about our payments is for a person.
/// </summary>
internal static class Matching
{
    public static Matched Of(IReadOnlyList<StatementLine> lines, IReadOnlyList<Sent> sent)
    {
        var byReference = sent.ToDictionary(payment => Plain(payment.Reference), StringComparer.Ordinal);
        List<Sent> confirmed = [];
        List<Found> differences = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        var passedOver = 0;
        foreach (var line in lines)
        {
            var ours = References(Plain(line.Text)).Select(byReference.GetValueOrDefault).OfType<Sent>().FirstOrDefault();
            var mentioned = References(Plain(line.Text)).FirstOrDefault();
            var found = Judge(line, ours, mentioned, seen);
            if (found is not null)
            {
                differences.Add(found);
            }
            else if (ours is null)
            {
                passedOver++;
            }
            else if (ours.State == "APPROVED")
            {
                confirmed.Add(ours);
            }
        }

        return new Matched(confirmed, differences, passedOver);
    }

    private static Found? Judge(StatementLine line, Sent? ours, string? mentioned, HashSet<string> seen)
    {
        if (line.AmountMinor is not { } amount)
        {
            return new(line.Number, DifferenceKind.Unreadable, ours?.Reference ?? "", ours?.PaymentId, null);
        }

        if (ours is null)
        {
            return mentioned is null ? null : new(line.Number, DifferenceKind.NotSent, mentioned, null, amount);
        }

        if (!seen.Add(ours.PaymentId))
        {
            return new(line.Number, DifferenceKind.Twice, ours.Reference, ours.PaymentId, amount);
        }

        if (ours.AmountMinor != amount)
        {
            return new(line.Number, DifferenceKind.OtherAmount, ours.Reference, ours.PaymentId, amount, ours.AmountMinor);
        }

        // A statement may well come twice; what it confirmed the first time is no news.
        return ours.State is "APPROVED" or "CONFIRMED" ? null
            : new(line.Number, DifferenceKind.Stopped, ours.Reference, ours.PaymentId, amount);
    }

    /// <summary>Whatever in a text has the form of our references.</summary>
    private static IEnumerable<string> References(string plain)
    {
        for (var at = plain.IndexOf(PaymentReference.Prefix, StringComparison.Ordinal); at >= 0; at = plain.IndexOf(
            PaymentReference.Prefix, at + 1, StringComparison.Ordinal))
        {
            if (at + PaymentReference.Length <= plain.Length && PaymentReference.IsOne(plain.Substring(at, PaymentReference.Length)))
            {
                yield return plain.Substring(at, PaymentReference.Length);
            }
        }
    }

    private static string Plain(string text) => string.Concat(text.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit));
}

/// <summary>
/// The reference of a payment: GRANT and ten characters by chance, of letters and digits that cannot be taken for each
/// other. Short enough for Bacs, and nothing in it says whose it is.
/// </summary>
internal static class PaymentReference
{
    public const string Prefix = "GRANT";

    /// <summary>Without the hyphen.</summary>
    public const int Length = 15;

    private const string Letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Letters);

    public static string Make() =>
        $"{Prefix}-{System.Security.Cryptography.RandomNumberGenerator.GetString(Letters, Length - Prefix.Length)}";

    /// <summary>It has the form; without the hyphen.</summary>
    public static bool IsOne(string plain) =>
        plain.Length == Length && plain.StartsWith(Prefix, StringComparison.Ordinal)
            && plain.AsSpan(Prefix.Length).IndexOfAnyExcept(Allowed) < 0;
}
