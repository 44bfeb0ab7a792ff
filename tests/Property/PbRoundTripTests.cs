using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Participatory.Counting.Elections;
using Participatory.Counting.Pabulib;

namespace Participatory.Tests.Property;

public sealed class PbRoundTripTests
{
    [Fact]
    public void Every_real_file_comes_out_as_it_went_in()
    {
        SharedFiles.NeedFolder();
        foreach (var name in SharedFiles.ElectionNames)
        {
            var first = SharedFiles.Open(name);
            var votes = first.ReadVotes().ToList();
            var second = PbReader.Open(new MemoryStream(Write(first.Header, votes)));
            AssertSame(first, votes, second);
            Assert.Equal(ElectionHash.Of(SharedFiles.Read(name)), ElectionHash.Of(ElectionOf(first.Header, votes)));
        }
    }

    [Fact]
    public async Task Reading_without_blocking_gives_the_same()
    {
        SharedFiles.NeedFolder();
        foreach (var name in SharedFiles.ElectionNames.Where(name => !name.Contains("Warszawa_2026.pb", StringComparison.Ordinal)))
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(SharedFiles.NeedFolder(), name), TestContext.Current.CancellationToken);
            var reader = await PbReader.OpenAsync(new SingleBytes(bytes), null, TestContext.Current.CancellationToken);
            var votes = new List<PbVote>();
            await foreach (var vote in reader.ReadVotesAsync(TestContext.Current.CancellationToken))
            {
                votes.Add(vote);
            }

            AssertSame(reader, votes, PbReader.Open(new MemoryStream(bytes)));
        }
    }

    [Fact]
    public void Quotes_line_breaks_semicolons_and_foreign_letters_survive()
    {
        string[] texts = ["a;b", "say \"hi\"", "\"", "two\nlines", "żółć 😀", "'", "", "\"\"", "x\"y", "=1+1"];
        var header = PbHeader.Create(
            [new("budget", "10.50"), new("vote_type", "ordinal"),
                .. texts.Select((text, index) => new KeyValuePair<string, string>($"k{index}", text))],
            ["project_id", "name", "cost"],
            texts.Select((text, index) => (IReadOnlyList<string>)[$"p{index}", text, $"{index}.5"]),
            ["vote", "note"]);
        var votes = texts.Select((text, index) => new PbVote(0, [(ushort)index], [], [$"p{index}", text])).ToList();
        var bytes = Write(header, votes);
        var again = PbReader.Open(new MemoryStream(bytes), new PbOptions { Strict = true });
        Assert.Equal(texts, again.Header.Meta.Skip(2).Select(pair => pair.Value));
        Assert.Equal(texts, again.Header.Projects.Select(project => project.Project.Name));
        Assert.Equal(1050, PbReader.Open(new MemoryStream(bytes), new PbOptions { Scale = 2 }).Header.Budget);
        Assert.Equal((105, 1), (again.Header.Budget, again.Header.Scale));
        Assert.Equal(texts, again.ReadVotes().Select(vote => vote.Fields[1]));
    }

    [Fact]
    public void Every_small_election_of_every_kind_comes_back_from_its_file() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Thoroughness.Of(1_000)), Prop.ForAll(SmallElection.Any, small =>
    {
        var election = small.Build();
        var withPoints = small.VoteType.HasPoints();
        var header = PbHeader.Create(
            [new("vote_type", small.VoteType.ToPabulib()), new("budget", Amounts.Text(small.Budget, 2)),
                new("an unknown key", "kept; \"quoted\"")],
            ["project_id", "cost", "unknown"],
            small.Projects.Select(project => (IReadOnlyList<string>)[project.Id, Amounts.Text(project.Cost, 2), "kept"]),
            withPoints ? ["vote", "points", "age"] : ["vote", "age"]);
        var votes = small.Ballots.Select(ballot =>
        {
            string[] fields = [string.Join(',', ballot.Choices.Select(choice => small.Projects[choice].Id)), .. withPoints
                ? [string.Join(',', ballot.Points)] : Array.Empty<string>(), "42"];
            return new PbVote(0, [.. ballot.Choices.Select(choice => (ushort)choice)], [], [.. fields]);
        }).ToList();
        var bytes = Write(header, votes);
        var reader = PbReader.Open(new MemoryStream(bytes), new PbOptions { Strict = small.VoteType != VoteType.ChooseOne, Scale = 2 });
        Assert.Equal("kept; \"quoted\"", reader.Header["an unknown key"]);
        Assert.Equal(election.BallotCount, reader.ReadElection().BallotCount);
        var again = PbReader.Open(new MemoryStream(bytes), new PbOptions { Scale = 2 });
        Assert.Equal(bytes, Write(again.Header, again.ReadVotes()));
        var builder = new ElectionBuilder(new ElectionTerms(small.VoteType, small.Budget, 2, small.Projects));
        small.Ballots.ToList().ForEach(ballot => builder.Add(ballot.Choices.Select(choice => (ushort)choice).ToArray(), ballot.Points));
        Assert.Equal(ElectionHash.Of(builder.Build()),
            ElectionHash.Of(PbReader.Open(new MemoryStream(bytes), new PbOptions { Scale = 2 }).ReadElection()));
    }));

    [Theory]
    [InlineData(
        "\uFEFFMETA\r\nkey;value\r\nbudget;5\r\nvote_type;approval\r\n"
        + "PROJECTS\r\nproject_id;cost\r\na;1\r\nVOTES\r\nvoter_id;vote\r\n1;a\r\n")]
    [InlineData("meta\nkey;value\n\n\nbudget; 5 \nvote_type;APPROVAL\n projects \nproject_id;cost\n a ; 1.0\nVotes\nvoter_id;vote\n1; a")]
    [InlineData(
        "\"META\"\n\"key\";\"value\"\nbudget;\"5\"\nvote_type;approval\nPROJECTS\ncost;project_id\n1;\"a\"\nVOTES\nvoter_id;vote\n1;\"a\"")]
    public void Other_ways_to_write_the_same_file_are_read_the_same(string text)
    {
        var reader = PbReader.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), new PbOptions { Strict = true });
        Assert.Equal((5, 0), (reader.Header.Budget, reader.Header.Scale));
        Assert.Equal(new Project("a", 1), reader.Header.Projects.Single().Project);
        Assert.Equal([0], reader.ReadVotes().Single().Choices);
    }

    private static void AssertSame(PbReader first, List<PbVote> votes, PbReader second)
    {
        Assert.Equal(first.Header.Meta, second.Header.Meta);
        Assert.Equal(first.Header.ProjectColumns, second.Header.ProjectColumns);
        Assert.Equal(first.Header.VoteColumns, second.Header.VoteColumns);
        Assert.Equal(first.Header.Projects.Select(project => project.Project), second.Header.Projects.Select(project => project.Project));
        Assert.Equal(
            first.Header.Projects.SelectMany(project => project.Fields), second.Header.Projects.SelectMany(project => project.Fields));
        var again = second.ReadVotes().ToList();
        Assert.Equal(votes.Count, again.Count);
        for (var vote = 0; vote < votes.Count; vote++)
        {
            Assert.True(votes[vote].Choices.AsSpan().SequenceEqual(again[vote].Choices.AsSpan()));
            Assert.True(votes[vote].Points.AsSpan().SequenceEqual(again[vote].Points.AsSpan()));
            Assert.True(votes[vote].Fields.AsSpan().SequenceEqual(again[vote].Fields.AsSpan()));
        }
    }

    private static byte[] Write(PbHeader header, IEnumerable<PbVote> votes)
    {
        var stream = new MemoryStream();
        using (var text = new StreamWriter(stream))
        {
            var writer = new PbWriter(text);
            writer.WriteHeader(header);
            foreach (var vote in votes)
            {
                writer.WriteVote(vote.Fields);
            }
        }

        return stream.ToArray();
    }

    private static Election ElectionOf(PbHeader header, List<PbVote> votes)
    {
        var builder = new ElectionBuilder(header.Terms, header.VoteType.HasPoints() ? PbVote.PointScale : 0);
        foreach (var vote in votes)
        {
            builder.Add(vote.Choices.AsSpan(), vote.Points.AsSpan());
        }

        return builder.Build();
    }

    /// <summary>Hands out one byte at a time, as a slow connection may.</summary>
    private sealed class SingleBytes(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer.Length > 1 ? buffer[..1] : buffer, cancellationToken);
    }
}
