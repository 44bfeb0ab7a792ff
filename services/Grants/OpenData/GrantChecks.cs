using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Participatory.Words;

namespace Participatory.Grants.OpenData;

/// <summary>Something in a 360Giving file that must not be published.</summary>
/// <param name="GrantId">Whose; empty where it is the whole file's.</param>
/// <param name="Field">Where, for example "plannedDates/0/startDate".</param>
/// <param name="Code">One of the names in <see cref="GrantChecks"/>; services/Words/OpenDataFaults.resx has its sentence.</param>
/// <param name="Values">What the sentence names.</param>
internal sealed record OpenDataFault(string GrantId, string Field, string Code, params IReadOnlyList<Value> Values);

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
    public const string RecipientNotKnown = "RECIPIENT_NOT_KNOWN";

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
            new OpenDataFault(same.Key, "id", DuplicateId, ("grants", same.Count()), ("id", same.Key))));
        var funders = grants.SelectMany(grant => Bodies(grant, "fundingOrganization")).Select(IdOf)
            .Distinct(StringComparer.Ordinal).ToList();
        if (funders.Count > 1)
        {
            faults.Add(new("", "fundingOrganization", SeveralFunders, ("funders", funders)));
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
            faults.AddRange(OfText(id, path, name, value));
            if (AmountFields.Contains(name) && Number(value) is < 0)
            {
                faults.Add(new(id, path, LessThanNothing));
            }
        }

        faults.AddRange(OfGrant(id, grant, today));
        return faults;
    }

    private static IEnumerable<OpenDataFault> OfText(string id, string path, string name, JsonValue value)
    {
        if (!value.TryGetValue<string>(out var text))
        {
            yield break;
        }

        if (DateFields.Contains(name) && !IsDay(text))
        {
            yield return new(id, path, ImpossibleDate, ("day", text));
        }

        if (!AddressFields.Contains(name) && EmailAddress().IsMatch(text))
        {
            yield return new(id, path, EmailInText);
        }

        if (name == "id" && text.AsSpan().ContainsAny('\r', '\n'))
        {
            yield return new(id, path, LineBreakInId);
        }
    }

    private static IEnumerable<OpenDataFault> OfGrant(string id, JsonObject grant, DateOnly today)
    {
        var awarded = Number(grant["amountAwarded"]);
        if (awarded is 0)
        {
            yield return new(id, "amountAwarded", NoMoney);
        }

        if (awarded is { } most && Number(grant["amountDisbursed"]) > most)
        {
            yield return new(id, "amountDisbursed", MoreThanAwarded);
        }

        if (DayOf(grant["awardDate"]) is { } day && day > today)
        {
            yield return new(id, "awardDate", FutureAward, ("day", day));
        }

        foreach (var (dates, at) in Bodies(grant, "plannedDates").Concat(Bodies(grant, "actualDates")).Select((dates, at) => (dates, at)))
        {
            if (DayOf(dates["startDate"]) > DayOf(dates["endDate"]))
            {
                yield return new(id, $"plannedDates/{at}", EndsBeforeItStarts);
            }
        }

        foreach (var fault in OfCodes(id, grant).Concat(OfBodies(id, grant)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<OpenDataFault> OfCodes(string id, JsonObject grant)
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
               select new OpenDataFault(id, one.Field, UnknownCode, ("code", one.Value!.ToString()));
    }

    private static IEnumerable<OpenDataFault> OfBodies(string id, JsonObject grant)
    {
        foreach (var field in new[] { "fundingOrganization", "recipientOrganization" })
        {
            foreach (var body in Bodies(grant, field).Where(body => !OrganisationIds.IsKnown(IdOf(body))))
            {
                yield return new(id, $"{field}/id", UnknownOrganisation, ("id", IdOf(body)));
            }
        }

        // So few live at a postcode that it can tell who somebody is.
        if (grant["recipientIndividual"] is not null)
        {
            foreach (var place in Bodies(grant, "beneficiaryLocation")
                .Where(place => Postcode().IsMatch(place["geoCode"]?.ToString() ?? "")))
            {
                yield return new(id, "beneficiaryLocation/geoCode", PostcodeOfPerson);
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
