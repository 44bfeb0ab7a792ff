using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Participatory.Types.V1;
using Participatory.Words;

namespace Participatory.Platform.Calls;

/// <summary>
/// Looks at the fields of a request one after the other, collects every fault and refuses them together, so that a
/// person puts everything right in one go.
/// </summary>
public sealed partial class Fields
{
    /// <summary>The largest amount of one field: a trillion pounds keeps every sum of a round within 64 bits.</summary>
    public const long MaxAmountMinor = 100_000_000_000_000;

    /// <summary>The most characters of an id where its field says nothing else.</summary>
    public const int LongestId = 60;

    private readonly List<Fault> faults = [];

    /// <summary>Nothing was at fault so far.</summary>
    public bool AreWhole => faults.Count == 0;

    /// <summary>Notes a fault unless <paramref name="holds"/>.</summary>
    /// <param name="field">Its path in the request.</param>
    /// <param name="reason">What is wrong with it where it does not hold.</param>
    /// <param name="values">What the reason's sentence names.</param>
    public Fields Require(bool holds, string field, Reason reason, params IReadOnlyList<Value> values)
    {
        if (!holds)
        {
            faults.Add(new Fault(field, reason, values));
        }

        return this;
    }

    /// <summary>
    /// Text that a person wrote, within the limit that stands at its field in the protos: no control characters but tabs and, unless the
    /// field is of one line, line ends.
    /// </summary>
    /// <param name="field">Its path in the request; its last part is the field of <paramref name="of"/>, with its place where it is one of
    /// several.</param>
    /// <param name="of">The message whose field it is.</param>
    /// <param name="required">False where it may be empty.</param>
    /// <param name="imported">True for what comes from an election that was published elsewhere.</param>
    public Fields Text(string field, IMessage of, bool required = true, bool imported = false) =>
        FieldLimits.TextOf(of, field) is var text && FieldLimits.IsOneLine(of.Descriptor, field) && LineEnds().IsMatch(text)
            ? Require(holds: false, field, Reasons.TextNotOneLine)
            : Text(field, text, FieldLimits.LengthOf(of.Descriptor, field, imported), required, imported);

    /// <summary>Text that was made tidy before, within a limit of <see cref="FieldLimits"/>.</summary>
    public Fields Text(string field, string value, int max, bool required = true) => Text(field, value, max, required, imported: false);

    /// <summary>
    /// The name of somebody of the council, by which others know them: no letters that only look like others, with which one person could
    /// stand there as somebody else. A name is in one script, or beside others in one that nobody takes for them.
    /// </summary>
    /// <inheritdoc cref="Text(string,IMessage,bool,bool)"/>
    public Fields Name(string field, IMessage of)
    {
        var name = FieldLimits.TextOf(of, field);
        var alike = LooksAlike().Match(name);
        return Text(field, of).Require(!alike.Success, field, Reasons.NameLooksAlike, ("sign", alike.Value));
    }

    // What was published elsewhere stands as it was published; pages keep its direction to itself.
    private Fields Text(string field, string value, int max, bool required, bool imported)
    {
        var unshown = Unshown().Match(value);
        var hidden = imported ? Match.Empty : Hidden().Match(value);
        return Require(!required || value.EnumerateRunes().Any(CanBeSeen), field, Reasons.TextMissing)
            .Require(value.Length <= max, field, Reasons.TextTooLong, ("max", max), ("length", value.Length))
            .Require(!unshown.Success, field, Reasons.TextHasControls,
                ("place", unshown.Index + 1), ("sign", unshown.Success ? SignAt(value, unshown.Index) : ""))
            .Require(!hidden.Success, field, hidden.Groups["turns"].Success ? Reasons.TextTurns : Reasons.TextHides,
                ("place", hidden.Index + 1), ("sign", hidden.Success ? SignAt(value, hidden.Index) : ""));
    }

    private static string SignAt(string value, int place) =>
        Rune.TryGetRuneAt(value, place, out var sign) ? $"U+{sign.Value:X4}" : $"U+{(int)value[place]:X4}";

    /// <summary>A number within the limit that stands at its field in the protos.</summary>
    /// <param name="field">Its path in the request; its last part is the field of <paramref name="of"/>.</param>
    /// <param name="of">The message whose field it is.</param>
    /// <param name="reason">What is wrong with it where it is outside; its sentence may name "max".</param>
    /// <param name="least">The least that it may be.</param>
    public Fields Number(string field, IMessage of, Reason reason, long least = 0)
    {
        var most = FieldLimits.MostOf(of.Descriptor, field);
        var number = FieldLimits.NumberOf(of, field);
        return Require(number >= least && number <= most, field, reason, ("max", most));
    }

    /// <summary>
    /// An id made by the caller: lower-case letters, digits and hyphens, at most <paramref name="max"/>; may be empty where we make one.
    /// </summary>
    public Fields Id(string field, string value, int max = LongestId, bool required = true) => Require(
        (value.Length == 0 && !required) || (value.Length <= max && IdShape().IsMatch(value)),
        field, Reasons.IdWrong, ("max", max));

    /// <summary>Several ids made by the caller, each with its place.</summary>
    /// <param name="field">The path of all of them.</param>
    public Fields Ids(string field, IEnumerable<string> values)
    {
        foreach (var (at, value) in values.Index())
        {
            Id($"{field}[{at}]", value);
        }

        return this;
    }

    /// <summary>
    /// An id given by others (an area code, a project of a published election): anything that can be seen, without spaces around it.
    /// </summary>
    public Fields Code(string field, string value, int max = 40, bool required = true) => Require(
        (value.Length == 0 && !required) || (value.Length <= max && CodeShape().IsMatch(value)),
        field, Reasons.CodeWrong, ("max", max));

    /// <summary>A UUID made by the caller.</summary>
    public Fields RequestId(string value) => Require(
        Guid.TryParseExact(value, "D", out _), "request_id", Reasons.RequestIdWrong);

    /// <summary>ISO 4217.</summary>
    public Fields Currency(string field, string value) => Require(
        CurrencyShape().IsMatch(value), field, Reasons.CurrencyWrong);

    /// <summary>An amount above zero in the currency that is meant, where that is known.</summary>
    public Fields Amount(string field, Money? value, string? currency = null, bool zeroAllowed = false)
    {
        if (value is null)
        {
            return Require(holds: false, field, Reasons.AmountMissing);
        }

        return Require(value.AmountMinor > 0 || (zeroAllowed && value.AmountMinor == 0), $"{field}.amount_minor",
            Reasons.AmountNotAboveZero)
            .Require(value.AmountMinor <= MaxAmountMinor, $"{field}.amount_minor", Reasons.AmountTooLarge)
            .Require(currency is null || value.Currency.Length > 0, $"{field}.currency", Reasons.CurrencyMissing,
                ("wanted", currency ?? ""))
            .Require(
                currency is null || value.Currency.Length == 0 || value.Currency == currency, $"{field}.currency", Reasons.CurrencyOther,
                ("wanted", currency ?? ""), ("given", value.Currency))
            .Currency($"{field}.currency", value.Currency);
    }

    /// <summary>Refuses the request where anything is at fault.</summary>
    /// <exception cref="Refusal">With <see cref="Reasons.InvalidRequest"/> and every fault.</exception>
    public void Check()
    {
        if (!AreWhole)
        {
            throw new Refusal(Reasons.InvalidRequest, [], faults);
        }
    }

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]*[a-z0-9])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IdShape();

    [GeneratedRegex(@"^[\p{L}\p{Nd}._/-]+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeShape();

    [GeneratedRegex(@"^[A-Z]{3}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CurrencyShape();

    [GeneratedRegex(@"[\r\n\p{Zl}\p{Zp}]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LineEnds();

    /// <summary>
    /// Whether a sign leaves ink: text that leaves none is no text. The fillers and the empty Braille cell are letters to Unicode.
    /// </summary>
    private static bool CanBeSeen(Rune sign) => sign.Value is not (0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800)
        && !Rune.IsWhiteSpace(sign)
        && Rune.GetUnicodeCategory(sign) is not (UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.EnclosingMark);

    /// <summary>What no screen shows: control characters but tabs and line ends, and the code points that are never characters.</summary>
    [GeneratedRegex(@"[\p{Cc}\uFDD0-\uFDEF\uFFFE\uFFFF-[\r\n\t]]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unshown();

    /// <summary>
    /// What makes words look otherwise than they are: signs that turn the direction of what follows, three or more in a row of those that
    /// take no room, more marks on one letter than any language puts there, and tags that belong to no flag. Single ones are how Persian,
    /// Hebrew and many drawn signs are written.
    /// </summary>
    [GeneratedRegex(
        @"(?<turns>[\u202A-\u202E\u2066-\u2069])"
        + @"|([\u00AD\u034F\u061C\u180B-\u180F\u200B-\u200F\u2060-\u2064\u206A-\u206F\uFE00-\uFE0F\uFEFF]|\uDB40[\uDD00-\uDDEF]){3}"
        + @"|[\p{Mn}\p{Me}]{9}"
        + @"|(?<!\uD83C\uDFF4(\uDB40[\uDC30-\uDC39\uDC61-\uDC7A]){0,6})\uDB40[\uDC00-\uDC7F]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();

    /// <summary>
    /// A letter of an alphabet that shares its shapes with ours, in a name that has letters of ours; or a letter that is drawn as another
    /// one is written: of mathematics, wide ones, small capitals.
    /// </summary>
    [GeneratedRegex(
        @"(?<=[a-zA-Z\u00C0-\u024F\u1E00-\u1EFF].*)[\u0370-\u052F\u0531-\u0587\u13A0-\u13FD\u2C80-\u2CFF\uA4D0-\uA4FD]"
        + @"|[\u0370-\u052F\u0531-\u0587\u13A0-\u13FD\u2C80-\u2CFF\uA4D0-\uA4FD](?=.*[a-zA-Z\u00C0-\u024F\u1E00-\u1EFF])"
        + @"|\uD835[\uDC00-\uDFFF]|[\u2100-\u214F\u1D00-\u1D7F\u0251\u0261\u0269\uFF21-\uFF5A]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LooksAlike();
}
