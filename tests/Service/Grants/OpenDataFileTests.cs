using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Participatory.Grants;
using Participatory.Grants.OpenData;
using Participatory.Platform.Tables;
using Participatory.Tests.Harness;
using Participatory.Words;
using static Participatory.Tests.Service.Grants.OpenGrants;

namespace Participatory.Tests.Service.Grants;

/// <summary>The published files by themselves: what is in them, and that what must not be published is seen.</summary>
public sealed class OpenDataFileTests
{
    /// <summary>Ten ways to break a file: which part becomes what, and the code of the fault that it must give.</summary>
    public static TheoryData<string, string, string> Breaks => new()
    {
        { "awardDate", "\"2026-02-30\"", GrantChecks.ImpossibleDate },
        { "awardDate", "\"2026-03-02\"", GrantChecks.FutureAward },
        { "amountAwarded", "0", GrantChecks.NoMoney },
        { "amountAwarded", "-5", GrantChecks.LessThanNothing },
        { "id", "\"360G-elmstow-award-2\"", GrantChecks.DuplicateId },
        { "description", "\"Ask amina@example.org about it\"", GrantChecks.EmailInText },
        { "locationScope", "\"GLS061\"", GrantChecks.UnknownCode },
        { "regrantType", "\"FRG080\"", GrantChecks.UnknownCode },
        { "toIndividualsDetails/grantPurpose/0", "\"GTIP999\"", GrantChecks.UnknownCode },
        { "plannedDates/0/endDate", "\"2025-01-01\"", GrantChecks.EndsBeforeItStarts },
        { "fundingOrganization/0/id", "\"GB-LAE-ELX\"", GrantChecks.SeveralFunders },
        { "fundingOrganization/0/id", "\"XX-LAE-ELM\"", GrantChecks.UnknownOrganisation },
        { "beneficiaryLocation/0/geoCode", "\"EL1 2MS\"", GrantChecks.PostcodeOfPerson },
        { "id", "\"360G-elmstow-\\n1\"", GrantChecks.LineBreakInId },
        { "amountDisbursed", "401", GrantChecks.MoreThanAwarded },
    };

    [Fact]
    public async Task Grants_of_every_kind_satisfy_the_schema_and_our_own_checks()
    {
        var package = Package(OfEveryKind());

        Assert.Empty(GrantChecks.OfPackage(package, Today));
        Assert.Empty(await SchemaErrors(package.ToJsonString()));
    }

    [Theory, MemberData(nameof(Breaks))]
    public void A_broken_file_gives_the_right_fault(string path, string value, string code)
    {
        // The first of the two is a person's.
        var package = Package([One(1), One(2, new OpenBody("Mill Lane Residents", "", ""))]);
        Set(package["grants"]![0]!, path.Split('/'), JsonNode.Parse(value)!);

        var faults = GrantChecks.OfPackage(package, Today);

        Assert.Contains(faults, fault => fault.Code == code);
        Assert.All(faults, fault => Assert.EndsWith(".", Sentence(fault), StringComparison.Ordinal));
        // Nothing else is found beside what was broken, and what follows from it.
        Assert.All(faults, fault => Assert.True(
            fault.Code == code || (code, fault.Code) is (GrantChecks.UnknownOrganisation, GrantChecks.SeveralFunders)
                or (GrantChecks.LessThanNothing or GrantChecks.NoMoney, GrantChecks.MoreThanAwarded), fault.Code));
    }

    [Fact]
    public void Every_fault_has_its_sentence_and_every_sentence_its_fault() => Assert.Equal(
        typeof(GrantChecks).GetFields().Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal),
        OpenDataFaults.ResourceManager.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!
            .Cast<DictionaryEntry>().Select(entry => (string)entry.Key).Order(StringComparer.Ordinal));

    private static string? Sentence(OpenDataFault fault) => Words.Sentence.Fill(
        OpenDataFaults.ResourceManager.GetString(fault.Code, CultureInfo.InvariantCulture)!,
        fault.Values.ToDictionary(value => value.Name, value => value.Text, StringComparer.Ordinal),
        new Say(TimeZoneInfo.Utc, TimeProvider.System));

    [Fact]
    public async Task The_schema_sees_what_is_missing()
    {
        var package = Package([One()]);
        package["grants"]![0]!.AsObject().Remove("recipientIndividual");
        package["license"] = "our own";

        var errors = await SchemaErrors(package.ToJsonString());

        Assert.Contains(errors, error => error.Contains("recipientIndividual", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("/license", StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_is_named()
    {
        var grant = Document(One());

        Assert.Equal("Individual", grant["recipientIndividual"]!["name"]!.ToString());
        Assert.Null(grant["recipientOrganization"]);
        Assert.NotEqual(grant["recipientIndividual"]!["id"]!.ToString(), Document(One(2))["recipientIndividual"]!["id"]!.ToString());
    }

    [Fact]
    public void Bodies_have_the_ids_of_their_registers()
    {
        var ids = OfEveryKind().Select(grant => Document(grant)["recipientOrganization"]?[0]?["id"]?.ToString()).ToList();

        Assert.Equal("GB-CHC-1123456", ids[1]);
        Assert.Equal("GB-COH-09876543", ids[2]);
        Assert.Equal("GB-SC-SC012345", ids[3]);
        Assert.Equal("GB-NIC-NIC100002", ids[4]);
        Assert.StartsWith("360G-elmstow-org-", ids[0], StringComparison.Ordinal);
        Assert.Equal(ids[0], ids[9]);
    }

    [Fact]
    public void The_sheet_has_the_46_headings_of_the_template_in_their_order()
    {
        var headings = File.ReadAllText(Path.Combine(Repository.Shared("360giving"), "headings.csv")).Trim();

        Assert.Equal(headings, string.Join(',', GrantSheet.Headings));
        Assert.Equal(46, GrantSheet.Headings.Count());
    }

    [Fact]
    public void The_sheet_says_what_the_document_says()
    {
        var grant = Document(OfEveryKind().ElementAt(1));

        var row = GrantSheet.Headings.Zip(GrantSheet.Cells(grant)).ToDictionary(StringComparer.Ordinal);
        Assert.Equal("400.5", row["Amount Awarded"]);
        Assert.Equal("2026-02-01", row["Award Date"]);
        Assert.Equal("1123456", row["Recipient Org:Charity Number"]);
        Assert.Equal("E05000001", row["Beneficiary Location:Geographic Code"]);
        Assert.Equal("WD", row["Beneficiary Location:Geographic Code Type"]);
        Assert.Equal("Yes", row["From An Open Call?"]);
        Assert.Equal("", row["Recipient Ind:Name"]);
        Assert.Equal(GrantSheet.Cells(grant), Unquoted(Line(GrantSheet.Cells(grant))));
    }

    [Fact]
    public void A_sheet_is_safe_to_open()
    {
        var line = Line(GrantSheet.Cells(Document(OfEveryKind().ElementAt(8))));

        Assert.Contains("\"'=Sum of \"\"all\"\", parts\"", line, StringComparison.Ordinal);
        Assert.Equal(46, Unquoted(line).Count);
    }

    [Fact]
    public void The_transparency_sheet_says_who_got_how_much_for_what()
    {
        var line = TransparencySheet.Cells(Document(OfEveryKind().ElementAt(1)));

        Assert.Equal(["2026-02-01", "2026-02-03", "2026-05-04", "Neighbourhoods", "The Elmstow Trust", "1123456"], line.Take(6));
        Assert.Equal(["400.5", "GBP"], line.TakeLast(2));
        Assert.Equal("Individual", TransparencySheet.Cells(Document(One()))[4]);
    }

    private static void Set(JsonNode node, string[] path, JsonNode value)
    {
        var parent = path[..^1].Aggregate(node, (at, part) => at is JsonArray items
            ? items[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : at[part]!);
        if (parent is JsonArray array)
        {
            array[int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
        }
        else
        {
            parent[path[^1]] = value;
        }
    }

    private static string Line(IEnumerable<string> cells)
    {
        using var bytes = new MemoryStream();
        using (var csv = Csv.Write(bytes))
        {
            csv.Cells(cells).EndRecord();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()).TrimStart('\uFEFF');
    }

    /// <summary>The values of a line of CSV, read by the rules of RFC 4180.</summary>
    private static List<string> Unquoted(string line)
    {
        List<string> cells = [""];
        var quoted = false;
        for (var at = 0; at < line.TrimEnd('\r', '\n').Length; at++)
        {
            switch (line[at])
            {
                case '"' when quoted && line[at + 1] == '"':
                    cells[^1] += line[at++];
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    cells.Add("");
                    break;
                default:
                    cells[^1] += line[at];
                    break;
            }
        }

        return cells;
    }
}
