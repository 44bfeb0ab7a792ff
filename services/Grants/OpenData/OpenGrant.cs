using System.Text.Json.Nodes;
using Participatory.Platform.Calls;
using Participatory.Types.V1;
using Participatory.Words;

namespace Participatory.Grants.OpenData;

/// <summary>An award with all that is public about it, before it is put into the words of 360Giving.</summary>
internal sealed record OpenGrant
{
    public required string AwardId { get; init; }
    public required string RoundId { get; init; }
    public required string RoundTitle { get; init; }
    public required string ProjectId { get; init; }
    public required string Title { get; init; }

    /// <summary>Where the words of its idea are hidden: its title is not published.</summary>
    public Types.V1.Hiding? Hiding { get; init; }

    public required string AreaCode { get; init; }
    public string AreaName { get; init; } = "";
    public required string Currency { get; init; }

    /// <summary>How many decimals the currency has: 2 for pounds.</summary>
    public int Decimals { get; init; } = 2;

    public required long AmountMinor { get; init; }
    public required DateTimeOffset AwardedAt { get; init; }
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>How many days after the yes the round hopes to hear how it went: until then it is planned to last.</summary>
    public int PlannedDays { get; init; } = 90;

    /// <summary>The last day of the month by which the group thinks that it will have used the money, where it said so.</summary>
    public DateOnly? UsedBy { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The body that the money goes to: the group, or the host that holds it for the group. Null for a person.</summary>
    public OpenBody? Recipient { get; init; }

    /// <summary>The group whose idea it is, where somebody else holds its money; else empty.</summary>
    public string HeldFor { get; init; } = "";

    /// <summary>The council buys the things itself and hands them over.</summary>
    public bool BoughtForThem { get; init; }

    public IReadOnlyList<OpenTransfer> Commitments { get; init; } = [];
    public IReadOnlyList<OpenTransfer> Disbursements { get; init; } = [];
}

/// <summary>A body with its numbers, which may be empty. Never a person.</summary>
internal sealed record OpenBody(string Name, string CharityNumber, string CompanyNumber);

/// <summary>A movement of the ledger, as it is published.</summary>
internal sealed record OpenTransfer(string Id, DateTimeOffset At, long AmountMinor);

/// <summary>Puts grants into the words of the 360Giving Data Standard 1.4.</summary>
internal static class GrantDocument
{
    /// <summary>What stands where a name would: people are never named.</summary>
    public const string NameOfPeople = "Individual";

    /// <summary>The whole package around <paramref name="grants"/>, each made by <see cref="Of"/>.</summary>
    /// <param name="fileName">Where under <c>Pages</c> the file lies, for example "open/grants.json".</param>
    public static JsonObject Package(
        Publisher publisher, string fileName, string title, DateTimeOffset modified, IEnumerable<JsonObject> grants)
    {
        var package = new JsonObject
        {
            ["version"] = "1.4",
            ["title"] = title,
            ["issued"] = Text(modified),
            ["modified"] = Text(modified),
            ["publisher"] = new JsonObject { ["name"] = publisher.Name, ["identifier"] = publisher.OrgId },
            ["license"] = publisher.License,
        };
        Set(package["publisher"]!.AsObject(), "website", publisher.Website);
        Set(package, "downloadURL", Below(publisher, fileName));
        Set(package, "accessURL", Below(publisher, "open"));
        package["grants"] = new JsonArray([.. grants]);
        return package;
    }

    public static JsonObject Of(OpenGrant grant, Publisher publisher, string fileName)
    {
        var recipientId = RecipientId(grant, publisher);
        var document = new JsonObject
        {
            ["id"] = $"{publisher.GrantPrefix}-{grant.AwardId}",
            ["title"] = TitleOf(grant, publisher),
            ["description"] = Description(grant, publisher),
            ["currency"] = grant.Currency,
            ["amountAwarded"] = Amount(grant.AmountMinor, grant),
            ["amountDisbursed"] = Amount(grant.Disbursements.Sum(one => one.AmountMinor), grant),
            ["awardDate"] = Day(grant.AwardedAt, publisher),
            ["plannedDates"] = new JsonArray(Planned(grant, publisher)),
        };
        Set(document, "url",
            Below(publisher, $"rounds/{Uri.EscapeDataString(grant.RoundId)}/ideas/{Uri.EscapeDataString(grant.ProjectId)}"));
        SetRecipient(document, grant, recipientId);
        if (!CodeLists.IsTheme(grant.AreaCode))
        {
            document["beneficiaryLocation"] = new JsonArray(Place(grant));
            document["locationScope"] = CodeLists.LocalArea;
        }

        document["fundingOrganization"] = new JsonArray(Funder(publisher));
        var programme = new JsonObject { ["code"] = grant.RoundId, ["title"] = grant.RoundTitle };
        Set(programme, "url", Below(publisher, $"rounds/{Uri.EscapeDataString(grant.RoundId)}"));
        document["grantProgramme"] = new JsonArray(programme);
        document["fromOpenCall"] = "Yes";
        document["commitmentTransaction"] = Transactions(grant.Commitments, grant, publisher, recipientId);
        document["disbursementTransaction"] = Transactions(grant.Disbursements, grant, publisher, recipientId);
        document["dateModified"] = Text(grant.ChangedAt);
        Set(document, "dataSource", Below(publisher, fileName));
        return document;
    }

    private static void SetRecipient(JsonObject document, OpenGrant grant, string recipientId)
    {
        if (grant.Recipient is not { } body)
        {
            document["recipientIndividual"] = new JsonObject { ["id"] = recipientId, ["name"] = NameOfPeople };
            document["toIndividualsDetails"] = new JsonObject
            {
                ["primaryGrantReason"] = CodeLists.SocialAction,
                ["grantPurpose"] = new JsonArray(CodeLists.CommunityProjects),
            };
            return;
        }

        var organisation = new JsonObject { ["id"] = recipientId, ["name"] = body.Name };
        Set(organisation, "charityNumber", body.CharityNumber);
        Set(organisation, "companyNumber", body.CompanyNumber);
        document["recipientOrganization"] = new JsonArray(organisation);
    }

    // A person's id is made of the award, so that two grants to one person do not lead to each other.
    private static string RecipientId(OpenGrant grant, Publisher publisher) => grant.Recipient is { } body
        ? OrganisationIds.Of(body.Name, body.CharityNumber, body.CompanyNumber, publisher)
        : $"{publisher.GrantPrefix}-person-{grant.AwardId}";

    private static string Description(OpenGrant grant, Publisher publisher)
    {
        using var until = Language.In(publisher.Language);
        var chosen = publisher.Say.Fill(grant.AreaName.Length == 0 ? DataFiles.Chosen
            : CodeLists.IsTheme(grant.AreaCode) ? DataFiles.ChosenForTheme : DataFiles.ChosenInArea,
            grant.RoundTitle, TitleOf(grant, publisher), grant.AreaName);
        return grant.BoughtForThem ? $"{chosen} {DataFiles.BoughtForThem}"
            : grant.HeldFor.Length > 0 ? $"{chosen} {publisher.Say.Fill(DataFiles.HeldFor, grant.HeldFor)}"
            : chosen;
    }

    // A file is in the council's first language, whoever loads it.
    private static string TitleOf(OpenGrant grant, Publisher publisher)
    {
        using var until = Language.In(publisher.Language);
        return grant.Hiding is not { } hiding ? grant.Title : WhyHidden.Title(
            StateText.Of(hiding.State), hiding.Reason == HidingReason.Unspecified ? "" : StateText.Of(hiding.Reason), publisher.Say);
    }

    private static JsonObject Planned(OpenGrant grant, Publisher publisher)
    {
        var start = publisher.DayOf(grant.AcceptedAt);
        var days = grant.UsedBy is { } last ? Math.Max(1, last.DayNumber - start.DayNumber) : grant.PlannedDays;
        return new JsonObject
        {
            ["startDate"] = CouncilDays.Field(start),
            ["endDate"] = CouncilDays.Field(start.AddDays(days)),
            ["duration"] = Math.Max(1, (int)Math.Round(days / 30.4, MidpointRounding.AwayFromZero)),
        };
    }

    private static JsonObject Place(OpenGrant grant)
    {
        var place = new JsonObject { ["name"] = grant.AreaName.Length > 0 ? grant.AreaName : grant.AreaCode };
        if (CodeLists.PlaceType(grant.AreaCode) is { } type)
        {
            place["countryCode"] = "GB";
            place["geoCode"] = grant.AreaCode;
            place["geoCodeType"] = type;
        }

        return place;
    }

    private static JsonObject Funder(Publisher publisher)
    {
        var funder = new JsonObject { ["id"] = publisher.OrgId, ["name"] = publisher.Name };
        Set(funder, "department", publisher.Department);
        return funder;
    }

    private static JsonArray Transactions(IEnumerable<OpenTransfer> transfers, OpenGrant grant, Publisher publisher, string recipientId) =>
        [.. transfers.Select(transfer => new JsonObject
        {
            ["id"] = transfer.Id,
            ["transactionDate"] = Day(transfer.At, publisher),
            ["currency"] = grant.Currency,
            ["value"] = Amount(transfer.AmountMinor, grant),
            ["provider"] = publisher.OrgId,
            ["recipient"] = recipientId,
        })];

    // Without the zeros that a decimal carries behind its point.
    private static decimal Amount(long amountMinor, OpenGrant grant) =>
        amountMinor / (decimal)Math.Pow(10, grant.Decimals) / 1.000000000000000000000000000000m;

    private static string Day(DateTimeOffset instant, Publisher publisher) =>
        CouncilDays.Field(publisher.DayOf(instant));

    private static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    private static string? Below(Publisher publisher, string path) => publisher.Pages is null ? null : $"{publisher.Pages}/{path}";

    private static void Set(JsonObject to, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            to[name] = value;
        }
    }
}
