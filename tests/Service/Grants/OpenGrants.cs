using System.Text.Json.Nodes;
using Participatory.Grants;
using Participatory.Grants.OpenData;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Grants;

/// <summary>Grants to be published, and the council that publishes them.</summary>
internal static class OpenGrants
{
    public static readonly DateOnly Today = new(2026, 3, 1);

    public static readonly Publisher Council = new()
    {
        Name = "Elmstow Council",
        OrgId = "GB-LAE-ELM",
        GrantPrefix = "360G-elmstow",
        Department = "Neighbourhoods",
        Pages = "https://grants.elmstow.example",
        Website = "https://elmstow.example",
    };

    private static readonly DateTimeOffset Accepted = new(2026, 2, 3, 10, 0, 0, TimeSpan.Zero);

    public static OpenGrant One(int number = 1, OpenBody? recipient = null) => new()
    {
        AwardId = $"award-{number}",
        RoundId = "autumn",
        RoundTitle = "Autumn round",
        ProjectId = $"p{number}",
        Title = $"Benches on Mill Lane {number}",
        AreaCode = "E05000001",
        AreaName = "Abbey",
        Currency = "GBP",
        AmountMinor = 40_050,
        AwardedAt = Accepted.AddDays(-2),
        AcceptedAt = Accepted,
        ChangedAt = Accepted.AddDays(9),
        Recipient = recipient,
        Commitments = [new($"award-award-{number}-1", Accepted.AddDays(-2), 40_050)],
        Disbursements = [new($"payment-{number}-1", Accepted.AddDays(9), 40_050)],
    };

    /// <summary>One of every kind: in every register and in none, held by others, a person's, bought, in every sort of place.</summary>
    public static IEnumerable<OpenGrant> OfEveryKind() =>
    [
        One(1, new OpenBody("Mill Lane Residents", "", "")),
        One(2, new OpenBody("The Elmstow Trust", "1123456", "")),
        One(3, new OpenBody("Elmstow Makers CIC", "", "09876543")),
        One(4, new OpenBody("Abbey Hall Trust", "SC012345", "SC123456")) with { AreaCode = "S13002476" },
        One(5, new OpenBody("North Street Centre", "NIC100002", "")) with { AreaCode = "W05000041", AreaName = "Llanelmstow" },
        One(6, new OpenBody("Elmstow Voluntary Action", "223344", "")) with { HeldFor = "Wednesday Walkers" },
        One(7),
        One(8) with { BoughtForThem = true, AmountMinor = 1, Commitments = [new("c8", Accepted, 1)], Disbursements = [] },
        One(9, new OpenBody("=Sum of \"all\", parts", "", ""))
            with { Title = "Líneas y «más», \"two\"\nlines", AreaCode = "north", AreaName = "" },
        One(10, new OpenBody("Mill Lane Residents", "", "")) with
        {
            Disbursements = [new("d10-1", Accepted.AddDays(5), 20_000), new("d10-2", Accepted.AddDays(35), 20_050)],
            Commitments = [new("c10-1", Accepted, 30_000), new("c10-2", Accepted, 10_050)],
        },
        One(11, new OpenBody("Mill Lane Youth", "", "")) with { AreaCode = "theme-young", AreaName = "young people" },
    ];

    public static JsonObject Document(OpenGrant grant) => GrantDocument.Of(grant, Council, "open/grants.json");

    public static JsonObject Package(IEnumerable<OpenGrant> grants) =>
        GrantDocument.Package(Council, "open/grants.json", "Grants of Elmstow Council", Accepted.AddDays(9), grants.Select(Document));

    /// <summary>What the schemas of 360Giving say about a package.</summary>
    public static Task<IReadOnlyList<string>> SchemaErrors(string package)
    {
        var schemas = Path.Combine(Repository.Shared("360giving"), "offline");
        return JsonSchemas.Errors(
            package, Path.Combine(schemas, "360-giving-package-schema.json"), Path.Combine(schemas, "360-giving-schema.json"));
    }
}
