using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Words;
using Participatory.Words.Holdings;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>
/// The privacy notice is made from the catalogue; so everything that is held stands in it, and nothing that is not.
/// </summary>
public sealed partial class CatalogueTests
{
    /// <summary>Columns of secret kinds that say something as they stand, and why they may.</summary>
    private static readonly Dictionary<string, string> InClear = new(StringComparer.Ordinal)
    {
        ["sign_in_code.attempt_id"] = "good only with the code, in the browser that asked for it",
        ["sign_in_code.email"] = "where the code went, for a day",
        ["sign_in_code.source"] = "a mark of a network, whose key is gone in a week",
        ["session.subject"] = "whose it is; what opens it is a hash",
        ["session.way"] = "how somebody signed in",
        ["session.reaches"] = "what a link opens",
        ["session.reaches_id"] = "what a link opens",
        ["ended_session.session_id"] = "of a session that opens nothing any more",
        ["roll_entry.position"] = "a number of the roll",
        ["roll_entry.voter_id"] = "a number of the council",
        ["roll_entry.area_code"] = "of a place",
        ["turnout.roll_position"] = "that somebody voted, which a register of votes says, and never what",
        ["turnout.voted_on"] = "the day; votes come in at others",
        ["ballot.choices"] = "what is counted, and nobody knows whose it is",
        ["paper_keying.choices"] = "as on a sheet of paper without a name",
        ["paper_keying.spoiled"] = "as on a sheet of paper without a name",
        ["fairness_said.round_id"] = "nobody knows who said it",
        ["fairness_said.question"] = "nobody knows who said it",
        ["fairness_said.choice"] = "nobody knows who said it, and it goes when the round is counted",
        ["payee_details.given_by"] = "who gave the details, which are sealed",
        ["payee_check.given_by"] = "who gave the details, which are sealed",
        ["payee_check.result"] = "what the bank said of the name",
        ["payee_check.note"] = "what an officer wrote of the check",
        ["payee_change.given_by"] = "who gave the details, which are sealed",
        ["payee_change.note"] = "what an officer wrote of the check",
    };

    public static TheoryData<string> Databases => SqlTests.Databases;

    public static TheoryData<string> Kinds => [.. PersonalKinds.All.Select(kind => kind.Name)];

    [Theory, MemberData(nameof(Databases))]
    public async Task Every_column_of_every_migration_stands_in_the_catalogue_and_nothing_that_is_not_there(string name)
    {
        await using var tables = await MigratedTables.Create(Assembly.Load(name));
        var there = (await tables.Describe()).Where(line => !line.Contains(':', StringComparison.Ordinal))
            .Select(line => line.TrimEnd('?')).ToList();
        var said = Of(name).SelectMany(database => database.Tables)
            .SelectMany(table => table.Columns.SelectMany(columns => columns.Each.Select(column => $"{table.Name}.{column}"))).ToList();

        Assert.True(there.Count > 20, "The columns were not found.");
        Assert.Empty(there.Except(said).Select(column => $"{name}: say in services/Words/Holdings what {column} holds of people"));
        Assert.Empty(said.Except(there).Select(column => $"{name}: {column} is in no migration"));
        Assert.Empty(said.GroupBy(column => column, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void Every_database_has_its_list() => Assert.Equal(
        OurCode.WithDatabase.Select(assembly => assembly.GetName().Name!["Participatory.".Length..]).Order(StringComparer.Ordinal),
        Catalogue.Databases.Select(database => database.Service).Order(StringComparer.Ordinal));

    /// <summary>A name such as "reason" or "asked_by" may be of a person; whoever says that it is not says why.</summary>
    [Fact]
    public void What_could_be_of_a_person_and_is_not_has_a_reason()
    {
        var silent =
            from database in Catalogue.Databases.Append(Catalogue.Platform)
            from table in database.Tables
            from columns in table.Columns
            where columns.Kind is null && columns.Why.Length == 0
            from column in columns.Each
            where CouldBeOfPeople().IsMatch(column)
            select $"{database.Service}: {table.Name}.{column}";

        Assert.Empty(silent);
        Assert.Matches(CouldBeOfPeople(), "asked_by");
        Assert.DoesNotMatch(CouldBeOfPeople(), "poll_id");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Every_kind_is_held_somewhere_and_says_what_why_how_long_and_who(string name)
    {
        var kind = PersonalKinds.All.Single(one => one.Name == name);
        Assert.True(Catalogue.Places(kind).Any() || Catalogue.Files.Any(file => file.Kind == kind), $"Nothing holds {name}.");
        foreach (var part in (string[])["Title", "What", "Why", "Kept", "Seen"])
        {
            Assert.False(string.IsNullOrWhiteSpace(Sentence(name + part)), $"Privacy.resx has no {name}{part}.");
        }

        Assert.Equal(kind.Ends is not null, Sentence(name + "Kept")!.Contains("{0}", StringComparison.Ordinal));
        Assert.NotNull(Sentence($"Basis{kind.Basis}"));
    }

    [Fact]
    public void Every_kind_that_is_held_is_told()
    {
        var held = Catalogue.Databases.Append(Catalogue.Platform).SelectMany(database => database.Tables)
            .SelectMany(table => table.Columns).Select(columns => columns.Kind)
            .Concat(Catalogue.Files.Select(file => file.Kind)).OfType<PersonalKind>().Distinct();

        Assert.Empty(held.Except(PersonalKinds.All).Select(kind => kind.Name));
        Assert.All(Enum.GetNames<LegalBasis>(), basis => Assert.NotNull(Sentence($"Basis{basis}")));
    }

    /// <summary>What is secret is a hash, sealed or a key; what is not says why it may stand there as it is.</summary>
    [Fact]
    public void What_is_secret_stands_nowhere_as_it_is_or_leads_to_nobody()
    {
        var secret =
            (from database in Catalogue.Databases.Append(Catalogue.Platform)
             from table in database.Tables
             from columns in table.Columns
             where columns.Kind?.Level == Level.Secret
             from column in columns.Each
             select $"{table.Name}.{column}").ToList();
        Assert.True(secret.Count > 30, "What is secret was not found.");

        var inClear = secret.Where(column => !Hidden().IsMatch(column)).ToList();
        Assert.Empty(inClear.Except(InClear.Keys));
        Assert.Empty(InClear.Keys.Except(inClear));
        Assert.DoesNotMatch(Hidden(), "payee_details.account_number");
    }

    /// <summary>The page says of each kind the level that code says, and of each level what holds for it.</summary>
    [Fact]
    public void The_levels_of_all_kinds_stand_in_eng_security_ASVS()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "eng", "security", "ASVS.md"));
        var rows = LevelRow().Matches(page.Split("## Levels\n")[1].Split("\n## ")[0]).Select(row => (
            Level: row.Groups["level"].Value,
            Kinds: row.Groups["kinds"].Value.Split(", "),
            Rules: row.Groups["rules"].Value)).ToList();

        Assert.Equal(Enum.GetNames<Level>(), rows.Select(row => row.Level));
        Assert.All(rows, row =>
        {
            Assert.Equal(
                PersonalKinds.All.Where(kind => kind.Level.ToString() == row.Level).Select(kind => kind.Name), row.Kinds);
            Assert.All((string[])["kept:", "read by:", "logs:", "caches:"], rule =>
                Assert.Contains(rule, row.Rules, StringComparison.Ordinal));
        });
    }

    /// <summary>Files that code makes have a name in it, in a path that it puts together.</summary>
    [Fact]
    public void Every_file_that_code_makes_stands_in_the_catalogue()
    {
        var told = Catalogue.Files.SelectMany(file => file.Where.Split('/')).ToHashSet(StringComparer.Ordinal);
        var untold =
            from path in OurCode.Sources("*.cs", "services", "gateway")
            let place = Path.GetRelativePath(Repository.Root, path)
            // The demonstration's script is of made-up people; what the command line writes is a report of a count.
            where !place.Contains("Demo", StringComparison.Ordinal) && !place.Contains("Cli", StringComparison.Ordinal)
            from Match made in Combined().Matches(File.ReadAllText(path))
            from Match quoted in Quoted().Matches(made.Value)
            where !told.Contains(quoted.Groups["name"].Value)
            select $"{place}: {quoted.Value}";

        Assert.Empty(untold);
        Assert.Empty(
            from file in Catalogue.Files
            where file.Holder is not ("Everybody" or "Standalone")
            from part in file.Where.Split('/')
            where !Sources(file.Holder).Any(text => text.Contains($"\"{part}", StringComparison.Ordinal))
            select $"{file.Holder} makes no {file.Where}");
        Assert.All(Catalogue.Files, file => Assert.NotEmpty(file.Why));
    }

    [Fact]
    public void Every_period_has_somebody_who_keeps_it()
    {
        var classes = OurCode.Assemblies.SelectMany(assembly => assembly.GetTypes()).Select(type => type.Name)
            .ToHashSet(StringComparer.Ordinal);
        Assert.All(Period.All, period =>
        {
            Assert.Contains(period.RemovedBy, classes);
            Assert.InRange(period.Days, 1, period.Most);
            var source = OurCode.Sources($"{period.RemovedBy}.cs", "services", "gateway").Select(File.ReadAllText);
            Assert.Contains(source, text => text.Contains($"Period.{period.Name}", StringComparison.Ordinal));
        });
        Assert.Empty(PersonalKinds.All.Select(kind => kind.Ends).OfType<Period>().Except(Period.All));
    }

    private static IEnumerable<HeldDatabase> Of(string assembly) =>
        Catalogue.Databases.Where(database => assembly == $"Participatory.{database.Service}").Append(Catalogue.Platform);

    private static string? Sentence(string name) => Privacy.ResourceManager.GetString(name, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Sources(string holder) => (holder switch
    {
        "Browser" => OurCode.Sources("*.js", "gateway"),
        "Gateway" => OurCode.Sources("*.cs", "gateway"),
        // The key that signs identities is made by what both forms share.
        _ => OurCode.Sources("*.cs", Path.Combine("services", holder), Path.Combine("services", "Platform")),
    }).Select(File.ReadAllText);

    [GeneratedRegex(
        "(^|_)(subject|recipient|proposer|person|voter|by|as|name|title|email|address|words|reason|note|hash|sealed|salt|secret|body|"
            + "content|mark|token|text)$|^(answer|details|contact|description|why|actor|reference|lines|source|choices)$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CouldBeOfPeople();

    // What says when something is, how often, or of which kind, says nothing that is secret.
    [GeneratedRegex(
        "[._](hash|sealed|sealed_promise|salt|mark|ballot_key|lookup|token)$|_at$|[.]tries_left$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex(
        @"^\| (?<level>[A-Z]\w+) \| (?<kinds>[\w, ]+) \| (?<rules>.+) \|$", RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000)]
    private static partial Regex LevelRow();

    [GeneratedRegex(@"Path\.Combine\([^()]*(\([^()]*\)[^()]*)*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Combined();

    [GeneratedRegex("[,+] \"(?<name>[a-z.][a-z.-]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}
