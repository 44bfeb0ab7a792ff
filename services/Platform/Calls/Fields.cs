using System.Text.RegularExpressions;
using Participatory.Types.V1;

namespace Participatory.Platform.Calls;

/// <summary>
/// Looks at the fields of a request one after the other, collects every fault and refuses them together, so that a
/// person puts everything right in one go.
/// </summary>
public sealed partial class Fields
{
    /// <summary>The largest amount of one field: a trillion pounds keeps every sum of a round within 64 bits.</summary>
    public const long MaxAmountMinor = 100_000_000_000_000;

    private readonly List<FieldFault> faults = [];

    /// <summary>Notes a fault unless <paramref name="holds"/>.</summary>
    public Fields Require(bool holds, string field, string sentence)
    {
        if (!holds)
        {
            faults.Add(new FieldFault(field, sentence));
        }

        return this;
    }

    /// <summary>Text that a person wrote: at most <paramref name="max"/> characters, no control characters but line ends and tabs.</summary>
    public Fields Text(string field, string value, int max, bool required = true) => this
        .Require(!required || !string.IsNullOrWhiteSpace(value), field, "Please write something here.")
        .Require(value.Length <= max, field, $"Please use at most {max:N0} characters; there are {value.Length:N0}.")
        .Require(!ControlCharacters().IsMatch(value), field, "Please take out the characters that cannot be shown.");

    /// <summary>An id made by the caller: lower-case letters, digits and hyphens, at most <paramref name="max"/>; may be empty where we make one.</summary>
    public Fields Id(string field, string value, int max = 60, bool required = true) => Require(
        (value.Length == 0 && !required) || (value.Length <= max && IdShape().IsMatch(value)),
        field,
        $"Please use lower-case letters, digits and hyphens, at most {max}.");

    /// <summary>An id given by others (an area code, a project of a published election): anything that can be seen, without spaces around it.</summary>
    public Fields Code(string field, string value, int max = 40, bool required = true) => Require(
        (value.Length == 0 && !required) || (value.Length <= max && CodeShape().IsMatch(value)),
        field,
        $"Please use letters, digits and . _ - / only, at most {max}.");

    /// <summary>A UUID made by the caller.</summary>
    public Fields RequestId(string value) => Require(
        Guid.TryParseExact(value, "D", out _), "request_id", "Please send a UUID, and the same one when you try again.");

    /// <summary>ISO 4217.</summary>
    public Fields Currency(string field, string value) => Require(
        CurrencyShape().IsMatch(value), field, "Please use a currency code of three capital letters, for example GBP.");

    /// <summary>An amount above zero in the currency that is meant, where that is known.</summary>
    public Fields Amount(string field, Money? value, string? currency = null, bool zeroAllowed = false)
    {
        if (value is null)
        {
            return Require(holds: false, field, "Please say how much.");
        }

        return Require(value.AmountMinor > 0 || (zeroAllowed && value.AmountMinor == 0), $"{field}.amount_minor", "Please use an amount above zero.")
            .Require(value.AmountMinor <= MaxAmountMinor, $"{field}.amount_minor", "This amount is too large.")
            .Require(currency is null || value.Currency == currency, $"{field}.currency", $"Please use {currency}; this is in {(value.Currency.Length == 0 ? "no currency" : value.Currency)}.")
            .Currency($"{field}.currency", value.Currency);
    }

    /// <summary>Refuses the request where anything is at fault.</summary>
    /// <exception cref="Refusal">With <see cref="Reasons.InvalidRequest"/> and every fault.</exception>
    public void Check()
    {
        if (faults.Count > 0)
        {
            throw new Refusal(Reasons.InvalidRequest, faults.Count == 1 ? faults[0].Sentence : "Please look at these points again.", faults);
        }
    }

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]*[a-z0-9])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IdShape();

    [GeneratedRegex(@"^[\p{L}\p{Nd}._/-]+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeShape();

    [GeneratedRegex(@"^[A-Z]{3}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CurrencyShape();

    [GeneratedRegex(@"[\p{Cc}-[\r\n\t]]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ControlCharacters();
}
