using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Platform.Rights;
using Participatory.Platform.Storage;
using Participatory.Proposals.Priorities;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Proposals.Chosen;

namespace Participatory.Tests.Service.Proposals;

/// <summary>What is kept must not lead from a person to what they chose.</summary>
public sealed class ChoiceSecrecyTests
{
    private static readonly Sql CountElsewhere = new("""
        SELECT (SELECT COUNT(*) FROM request) + (SELECT COUNT(*) FROM outbox) + (SELECT COUNT(*) FROM inbox)
        """);

    [Theory, EveryDatabase]
    public async Task Who_chose_and_what_was_chosen_share_nothing_but_the_area(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeThemed();
        await council.Open();
        var elsewhere = await council.Ask<long>(CountElsewhere.For(council.Service.Database.Dialect));
        List<string> requests = [];
        for (var at = 0; at < 30; at++)
        {
            var request = Choice(at % 2 == 0 ? "a" : "b");
            requests.Add(request.RequestId);
            await council.As(People.Resident($"person-{at}")).ChooseThemesAsync(request);
        }

        Assert.Equal(["round_id", "area_code", "chooser_subject"], await Columns(council, "choice_mark"));
        Assert.Equal(["round_id", "area_code", "choice_key", "sealed"], await Columns(council, "sealed_choice"));
        Assert.Equal(elsewhere, await council.Ask<long>(CountElsewhere.For(council.Service.Database.Dialect)));
        var dump = await Cell.TextOf(council.Service.Database);
        Assert.DoesNotContain(requests, request => dump.Contains(request, StringComparison.OrdinalIgnoreCase));
        if (engine == "sqlite")
        {
            // Without these words SQLite would number the rows as they come.
            foreach (var table in new[] { "choice_mark", "sealed_choice" })
            {
                Assert.EndsWith("WITHOUT ROWID", await council.Ask<string>(
                    $"SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '{table}'"), StringComparison.Ordinal);
            }
        }
    }

    [Theory, EveryDatabase]
    public async Task What_somebody_chose_is_sealed_until_it_is_counted_and_then_no_key_and_no_choice_is_kept(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeThemed();
        await council.Open();
        for (var at = 0; at < 24; at++)
        {
            await council.Choose($"person-{at:D2}", at < 12 ? ["a", "c"] : ["b"]);
        }

        // Alike long and never twice the same, in an order that is not theirs.
        var closed = await Sealed(council);
        Assert.Equal(24, closed.Select(Convert.ToHexString).Distinct().Count());
        Assert.Single(closed.Select(one => one.Length).Distinct());
        var file = Assert.Single(council.Keys());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        // The truth about whoever copies the key at this minute; the key stands in no table.
        using (var key = RSA.Create())
        {
            var pem = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            key.ImportFromPem(pem);
            var chosen = closed.Select(one => string.Join(',', SealedChoice.Open(key, one))).ToList();
            Assert.Equal((12, 12), (chosen.Count(one => one == "0,2"), chosen.Count(one => one == "1")));
            Assert.InRange(chosen.Zip(chosen.Skip(1)).Count(pair => pair.First != pair.Second), 3, 22);
            Assert.DoesNotContain(pem.Split('\n')[1][..40], await Cell.TextOf(council.Service.Database), StringComparison.Ordinal);
        }

        Assert.Equal(24, (await council.Closed()).People);
        Assert.Empty(council.Keys());
        Assert.Empty(await Sealed(council));
        Assert.Equal(24, await council.Ask<long>("SELECT COUNT(*) FROM choice_mark"));
    }

    [Fact]
    public async Task No_file_that_the_database_writes_says_what_somebody_chose()
    {
        await using var council = await Council.Start("sqlite");
        await council.MakeThemed();
        await council.Open();
        var before = Files();
        for (var at = 0; at < 8; at++)
        {
            await council.Choose($"somebody-who-chooses-{at}", "a");
        }

        // Eight who chose alike: everything that was written of it differs, and names no theme.
        var after = Files();
        Assert.Contains("somebody-who-chooses-7", after, StringComparison.Ordinal);
        Assert.Equal(Times(before, "I can say a"), Times(after, "I can say a"));
        Assert.Equal(8, (await Sealed(council)).Select(Convert.ToHexString).Distinct().Count());

        string Files()
        {
            var path = council.Service.Database.File!;
            return string.Concat(new[] { path, path + "-wal" }.Where(File.Exists).Select(file =>
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var reader = new StreamReader(stream, Encoding.Latin1);
                return reader.ReadToEnd();
            }));
        }

        static int Times(string text, string word) => text.Split(word).Length;
    }

    [Theory, EveryDatabase]
    public async Task A_lost_key_keeps_its_choice_from_being_counted_and_others_are_counted(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeThemed();
        await council.Theme("all", area: "");
        await council.Theme("every", area: "");
        await council.Open();
        var file = Assert.Single(council.Keys());
        await council.Open(Opening(Council.Oak));
        await council.Choose("person", "a");
        File.Move(file, file + ".away");
        Assert.Equal(Participatory.Proposals.V1.ThemeChoiceState.Open, (await council.Closed()).State);
        Assert.Equal(
            Participatory.Proposals.V1.ThemeChoiceState.NobodyChose, (await council.ChoiceOf(area: Council.Oak)).State);
        File.Move(file + ".away", file);
        await council.CountChoices();
        Assert.Equal(1, (await council.ChoiceOf()).People);
    }

    [Theory, EveryDatabase]
    public async Task Who_is_forgotten_has_no_mark_any_more_and_what_they_chose_counts(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeThemed();
        await council.Open();
        await council.Choose(People.Amina.Subject, "a");
        await council.Choose(People.Tom.Subject, "a");
        await using (var transaction = await council.Service.Database.Begin(TestContext.Current.CancellationToken))
        {
            await council.Service.Services.GetRequiredService<PersonalData>().Forget(transaction, People.Amina.Subject);
            await transaction.Commit();
        }

        Assert.DoesNotContain(People.Amina.Subject, await Marks(council));
        Assert.Equal(2, (await council.Closed()).People);
    }

    private static async Task<IReadOnlyList<string>> Marks(Council council)
    {
        await using var session = await council.Service.Database.Read(TestContext.Current.CancellationToken);
        return await session.Many<string>(new Sql("SELECT chooser_subject FROM choice_mark"));
    }

    private static async Task<IReadOnlyList<byte[]>> Sealed(Council council)
    {
        await using var session = await council.Service.Database.Read(TestContext.Current.CancellationToken);
        return await session.Many<byte[]>(new Sql("SELECT sealed FROM sealed_choice ORDER BY choice_key"));
    }

    private static async Task<IReadOnlyList<string>> Columns(Council council, string table)
    {
        await using var session = await council.Service.Database.Read(TestContext.Current.CancellationToken);
        return council.Service.Database.Dialect == Dialect.Sqlite
            ? await session.Many<string>(new Sql("SELECT name FROM pragma_table_info(@table) ORDER BY cid"), new { table })
            : await session.Many<string>(new Sql("SELECT name FROM sys.columns WHERE object_id = OBJECT_ID(@table) ORDER BY column_id"),
                new { table });
    }
}
