using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Participatory.Grants.OpenData;

/// <summary>Something in a 360Giving file that must not be published.</summary>
/// <param name="GrantId">Whose; empty where it is the whole file's.</param>
/// <param name="Field">Where, for example "plannedDates/0/startDate".</param>
/// <param name="Code">For programs: one of the names in <see cref="GrantChecks"/>.</param>
/// <param name="Sentence">For people.</param>
internal sealed record OpenDataFault(string GrantId, string Field, string Code, string Sentence);

/// <summary>
/// What the JSON Schema of 360Giving 1.4 does not see and its Data Quality Tool calls critical, with a few of its
/// checks of accuracy. They read the document, not what it was made from.
/// </summary>
internal static partial class GrantChecks
{
    public const string ImpossibleDate = "IMPOSSIBLE_DATE";
    public const string FutureAward = "FUTURE_AWARD_DATE";
    public const string EndsBeforeItStarts = "ENDS_BEFORE_IT_STARTS";
    public const string NoMoney = "NO_MONEY";
    public const string LessThanNothing = "NEGATIVE_AMOUNT";
    public const string DuplicateId = "DUPLICATE_ID";
    public const string SeveralFunders = "SEVERAL_FUNDERS";
    public const string EmailInText = "EMAIL_IN_TEXT";
    public const string UnknownCode = "UNKNOWN_CODE";
    public const string UnknownOrganisation = "UNKNOWN_ORGANISATION_ID";
    public const string LineBreakInId = "LINE_BREAK_IN_ID";
    public const string PostcodeOfPerson = "POSTCODE_OF_A_PERSON";
    public const string MoreThanAwarded = "MORE_THAN_AWARDED";

    private static readonly string[] DateFields =
        ["awardDate", "startDate", "endDate", "transactionDate", "valueDate", "dateModified", "issued", "modified"];

    // In these an address is what is asked for.
    private static readonly string[] AddressFields = ["email"];

    private static readonly string[] AmountFields = ["amountAppliedFor", "amountAwarded", "amountDisbursed", "value"];

    /// <summary>Everything that is at fault in a whole package.</summary>
    public static IReadOnlyList<OpenDataFault> OfPackage(JsonObject package, DateOnly today)
    {
        var grants = package["grants"]?.AsArray().Select(grant => grant!.AsObject()).ToList() ?? [];
        List<OpenDataFault> faults = [.. grants.SelectMany(grant => Of(grant, today))];
        faults.AddRange(grants.GroupBy(IdOf, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same =>
            new OpenDataFault(same.Key, "id", DuplicateId, $"{same.Count()} grants have the id {same.Key}; each needs its own.")));
        var funders = grants.SelectMany(grant => Bodies(grant, "fundingOrganization")).Select(IdOf)
            .Distinct(StringComparer.Ordinal).ToList();
        if (funders.Count > 1)
        {
            faults.Add(new(
                "", "fundingOrganization", SeveralFunders, $"A file has one funder; this one names {string.Join(" and ", funders)}."));
        }

        return faults;
    }

    /// <summary>Everything that is at fault in one grant.</summary>
    public static IReadOnlyList<OpenDataFault> Of(JsonObject grant, DateOnly today)
    {
        var id = IdOf(grant);
        List<OpenDataFault> faults = [];
        foreach (var (path, name, value) in Values(grant, "", ""))
        {
            faults.AddRange(OfText(name, value).Select(fault => new OpenDataFault(id, path, fault.Code, fault.Sentence)));
            if (AmountFields.Contains(name) && Number(value) is < 0)
            {
                faults.Add(new(id, path, LessThanNothing, "An amount is below zero; a grant and its payments are not."));
            }
        }

        faults.AddRange(OfGrant(grant, today).Select(fault => new OpenDataFault(id, fault.Field, fault.Code, fault.Sentence)));
        return faults;
    }

    private static IEnumerable<(string Code, string Sentence)> OfText(string name, JsonValue value)
    {
        if (!value.TryGetValue<string>(out var text))
        {
            yield break;
        }

        if (DateFields.Contains(name) && !IsDay(text))
        {
            yield return (ImpossibleDate, $"There is no day {text}.");
        }

        if (!AddressFields.Contains(name) && EmailAddress().IsMatch(text))
        {
            yield return (EmailInText, "There is something like an e-mail address in the text; a person's must not be published.");
        }

        if (name == "id" && text.AsSpan().ContainsAny('\r', '\n'))
        {
            yield return (LineBreakInId, "There is a line break in an id.");
        }
    }

    private static IEnumerable<(string Field, string Code, string Sentence)> OfGrant(JsonObject grant, DateOnly today)
    {
        var awarded = Number(grant["amountAwarded"]);
        if (awarded is 0)
        {
            yield return ("amountAwarded", NoMoney, "The amount is zero; a grant is of more than that.");
        }

        if (awarded is { } most && Number(grant["amountDisbursed"]) > most)
        {
            yield return ("amountDisbursed", MoreThanAwarded, "More was paid than awarded.");
        }

        if (DayOf(grant["awardDate"]) is { } day && day > today)
        {
            yield return ("awardDate", FutureAward, $"The award date {day:yyyy-MM-dd} is still to come.");
        }

        foreach (var (dates, at) in Bodies(grant, "plannedDates").Concat(Bodies(grant, "actualDates")).Select((dates, at) => (dates, at)))
        {
            if (DayOf(dates["startDate"]) > DayOf(dates["endDate"]))
            {
                yield return ($"plannedDates/{at}", EndsBeforeItStarts, "It ends before it starts.");
            }
        }

        foreach (var fault in OfCodes(grant).Concat(OfBodies(grant)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<(string Field, string Code, string Sentence)> OfCodes(JsonObject grant)
    {
        var details = grant["toIndividualsDetails"]?.AsObject();
        (string Field, JsonNode? Value, IReadOnlySet<string> List)[] coded =
        [
            ("regrantType", grant["regrantType"], CodeLists.RegrantTypes),
            ("locationScope", grant["locationScope"], CodeLists.LocationScopes),
            ("toIndividualsDetails/primaryGrantReason", details?["primaryGrantReason"], CodeLists.Reasons),
            ("toIndividualsDetails/secondaryGrantReason", details?["secondaryGrantReason"], CodeLists.Reasons),
            .. (details?["grantPurpose"]?.AsArray() ?? [])
                .Select((purpose, at) => ($"toIndividualsDetails/grantPurpose/{at}", purpose, CodeLists.Purposes)),
        ];
        return from one in coded
               where one.Value is not null && !one.List.Contains(one.Value.ToString())
               select (one.Field, UnknownCode, $"{one.Value} is not in the code list of 360Giving.");
    }

    private static IEnumerable<(string Field, string Code, string Sentence)> OfBodies(JsonObject grant)
    {
        foreach (var field in new[] { "fundingOrganization", "recipientOrganization" })
        {
            foreach (var body in Bodies(grant, field).Where(body => !OrganisationIds.IsKnown(IdOf(body))))
            {
                yield return ($"{field}/id", UnknownOrganisation,
                    $"{IdOf(body)} does not begin with a published prefix, or its number has another form.");
            }
        }

        // So few live at a postcode that it can tell who somebody is.
        if (grant["recipientIndividual"] is not null)
        {
            foreach (var place in Bodies(grant, "beneficiaryLocation")
                .Where(place => Postcode().IsMatch(place["geoCode"]?.ToString() ?? "")))
            {
                yield return (
                    "beneficiaryLocation/geoCode", PostcodeOfPerson, "A postcode stands beside a grant to a person; please use the ward.");
            }
        }
    }

    private static IEnumerable<(string Path, string Name, JsonValue Value)> Values(JsonNode? node, string path, string name) => node switch
    {
        JsonObject parts => parts.SelectMany(part => Values(part.Value, Join(path, part.Key), part.Key)),
        JsonArray items => items.SelectMany((item, at) => Values(item, Join(path, at.ToString(CultureInfo.InvariantCulture)), name)),
        JsonValue value => [(path, name, value)],
        _ => [],
    };

    private static string Join(string path, string part) => path.Length == 0 ? part : $"{path}/{part}";

    private static IEnumerable<JsonObject> Bodies(JsonObject grant, string field) =>
        grant[field]?.AsArray().Select(body => body!.AsObject()) ?? [];

    private static string IdOf(JsonObject part) => part["id"]?.ToString() ?? "";

    private static decimal? Number(JsonNode? node) =>
        node is JsonValue && decimal.TryParse(node.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number : null;

    private static DateOnly? DayOf(JsonNode? node) =>
        node is not null && DateOnly.TryParseExact(
            Head(node.ToString()), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    // The schema itself also takes a year, or a year and a month, where something is planned.
    private static bool IsDay(string text) =>
        DateOnly.TryParseExact(Head(text), ["yyyy-MM-dd", "yyyy-MM", "yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string Head(string text) => text.Length > 10 ? text[..10] : text;

    [GeneratedRegex(
        @"[^\s@<>(),;:""]+@[^\s@<>(),;:""]+\.[^\s@<>(),;:"".]{2,}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmailAddress();

    [GeneratedRegex(@"^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Postcode();
}
