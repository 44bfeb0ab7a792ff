using System.Globalization;
using System.Text;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Pabulib;
using Participatory.Counting.Rules;

namespace Participatory.Cli.Verify;

/// <summary>The ballots of one area, and what was declared about them.</summary>
internal sealed class BundleContest
{
    private readonly PollTerms poll;
    private readonly ContestTerms contest;
    private readonly BundleLog log;
    private readonly long voted;
    private readonly ElectionBuilder builder;
    private readonly Dictionary<string, long> missingVersions = new(StringComparer.Ordinal);
    private readonly HashSet<string> before = new(StringComparer.Ordinal);
    private readonly List<byte> file = [];
    private string lastCard = "";
    private bool? open;
    private long ballots;

    public BundleContest(PollTerms poll, ContestTerms contest, BundleLog log, long voted)
    {
        (this.poll, this.contest, this.log, this.voted) = (poll, contest, log, voted);
        builder = new ElectionBuilder(poll.Of(contest));
    }

    /// <summary>Whether its ballots are shown, so that it could be counted again.</summary>
    public bool Counted => open == true;

    public string Area => contest.Area;

    public long Ballots => ballots;

    /// <summary>What stands of it in the hash of the whole result.</summary>
    public string ResultLine { get; private set; } = "";

    /// <summary>The META of its .pb file, where there is one.</summary>
    public PbHeader? Header { get; private set; }

    public long HeaderLine { get; private set; }

    public void TakeBallot(BundleLine line, HashSet<string> cards)
    {
        var shown = line.Has("choices");
        line.Only(shown ? ["area", "card", "version", "salt", "choices"] : ["area", "card", "version", "choices_hash"]);
        open ??= shown;
        var card = line.Hash("card");
        var version = Version(line);
        if (shown != open)
        {
            throw line.Fault("ballots shown", "Of one area either all ballots are shown or none.");
        }

        if (!cards.Add(card))
        {
            throw line.Fault("card twice", "A ballot of this card was counted already.");
        }

        if (string.CompareOrdinal(card, lastCard) <= 0)
        {
            throw line.Fault("order of ballots", "Ballots come in the order of their cards, which tells nothing, and these do not.");
        }

        lastCard = card;
        var choicesHash = shown ? Hashes.ChoicesHash(line.Hash("salt"), line.Texts("choices")) : line.Hash("choices_hash");
        log.Explain(line, Hashes.Leaf(poll.PollId, contest.Area, card, version, choicesHash));
        missingVersions[card] = version - 1;
        ballots++;
        if (shown)
        {
            Count(line, line.Texts("choices"));
        }
    }

    public void TakeBefore(BundleLine line)
    {
        line.Only("area", "card", "version", "choices_hash");
        var card = line.Hash("card");
        var version = Version(line);
        if (!missingVersions.TryGetValue(card, out var missing))
        {
            throw line.Fault("earlier version", "This is an earlier version of a ballot that was not counted.");
        }

        if (!before.Add($"{card} {version}") || missing == 0)
        {
            throw line.Fault("earlier version", "The ballot of this card has not had so many versions.");
        }

        missingVersions[card]--;
        log.Explain(line, Hashes.Leaf(poll.PollId, contest.Area, card, version, line.Hash("choices_hash")));
    }

    public void TakePb(BundleLine line)
    {
        HeaderLine = HeaderLine == 0 ? line.Number : HeaderLine;
        file.AddRange(Encoding.UTF8.GetBytes(line.Only("area", "text").Text("text")));
    }

    public void TakeResult(BundleLine line, CancellationToken cancellation)
    {
        var isSealed = line.Has("sealed_hash");
        line.Only(!isSealed ? ["area", "ballots", "winners", "election_hash", "outcome_hash"]
            : line.Has("sealed_with") ? ["area", "ballots", "winners", "sealed_hash", "sealed_with"]
            : ["area", "ballots", "winners", "sealed_hash"]);
        CheckNumbers(line);
        if (open == false && !isSealed)
        {
            throw line.Fault("ballots shown", "The numbers of this area are public, and its ballots are not shown.");
        }

        if (open != false && (!isSealed || line.Has("sealed_with")))
        {
            Recount(line, isSealed, cancellation);
        }

        ResultLine = isSealed
            ? $"contest;{contest.Area};sealed;{line.Hash("sealed_hash")}\n"
            : $"contest;{contest.Area};{line.Hash("election_hash")};{line.Hash("outcome_hash")}\n";
    }

    private void CheckNumbers(BundleLine line)
    {
        if (missingVersions.Values.Any(missing => missing != 0))
        {
            throw line.Fault("earlier version", "A ballot was changed, and an earlier version of it is missing here.");
        }

        if (ballots != line.Number64("ballots"))
        {
            throw line.Fault("number of ballots", $"{line.Number64("ballots")} ballots were declared, and {ballots} are here.");
        }

        if (ballots != voted)
        {
            throw line.Fault("voters and ballots",
                $"{voted} people are marked as having voted and their ballot was not spoiled, and there are {ballots} ballots.");
        }
    }

    private void Recount(BundleLine line, bool isSealed, CancellationToken cancellation)
    {
        var election = builder.Build();
        if (poll.Statute.Rule.Complaint(election) is { } complaint)
        {
            throw line.Fault("rule", complaint);
        }

        var outcome = poll.Statute.Count(election, cancellation).Outcome;
        var (electionHash, outcomeHash) = (ElectionHash.Of(election), OutcomeHash.Of(outcome));
        var winners = outcome.Winners.Select(winner => winner.Id);
        // Where only the winners are public they come in the order of the ballot paper.
        if (!(isSealed ? winners.OrderBy(id => contest.Find(id)) : winners).SequenceEqual(line.Texts("winners"), StringComparer.Ordinal))
        {
            throw line.Fault("winners", $"Counted again, other projects win: {string.Join(", ", winners)}.");
        }

        if (isSealed)
        {
            if (Hashes.SealedCount(line.Hash("sealed_with"), electionHash, outcomeHash) != line.Hash("sealed_hash"))
            {
                throw line.Fault("sealed hash", "The hidden fingerprint that was published is of another count.");
            }

            return;
        }

        if (electionHash != line.Hash("election_hash"))
        {
            throw line.Fault("election hash", "The fingerprint of the ballots is not that of these.");
        }

        if (outcomeHash != line.Hash("outcome_hash"))
        {
            throw line.Fault("outcome hash", "The fingerprint of the count is not that of counting again.");
        }

        CheckFile(line, electionHash, outcome);
    }

    private void CheckFile(BundleLine line, string electionHash, Outcome outcome)
    {
        using var content = new MemoryStream([.. file]);
        try
        {
            var reader = PbReader.Open(content, new PbOptions { Strict = true, Scale = poll.Of(contest).Scale });
            if (ElectionHash.Of(reader.ReadElection()) != electionHash)
            {
                throw line.Fault("pb file", "The .pb file of this area holds other ballots than these.");
            }

            Header = reader.Header;
        }
        catch (PbFormatException failure)
        {
            throw line.Fault("pb file", $"The .pb file of this area cannot be read. {failure.Message}");
        }

        var selected = Header.Projects.Where((_, at) => Header.Field(at, "selected") == "1").Select(project => project.Project.Id);
        if (!selected.Order(StringComparer.Ordinal)
            .SequenceEqual(outcome.Winners.Select(winner => winner.Id).Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            throw line.Fault("pb file", "The .pb file of this area names other winners.");
        }
    }

    private void Count(BundleLine line, IReadOnlyList<string> choices)
    {
        var step = poll.BallotType.HasPoints ? 2 : 1;
        if (choices.Count % step != 0)
        {
            throw line.Fault("ballot", "A project on it has no points.");
        }

        var chosen = new ushort[choices.Count / step];
        var points = new long[step == 2 ? chosen.Length : 0];
        for (var at = 0; at < chosen.Length; at++)
        {
            chosen[at] = contest.Find(choices[at * step])
                ?? throw line.Fault("ballot", $"No project of this area is called {choices[at * step]}.");
            if (step == 2 && !long.TryParse(choices[(at * 2) + 1], NumberStyles.None, CultureInfo.InvariantCulture, out points[at]))
            {
                throw line.Fault("ballot", "Its points are no number.");
            }
        }

        if (chosen.Distinct().Count() != chosen.Length)
        {
            throw line.Fault("ballot", "It names a project twice.");
        }

        if (poll.Complaint(contest, chosen, points) is { } complaint)
        {
            throw line.Fault("ballot", complaint);
        }

        builder.Add(chosen, points);
    }

    private static int Version(BundleLine line) => line.Number64("version") is >= 1 and <= int.MaxValue and var version
        ? (int)version
        : throw line.Fault("line", "A version is a number from 1.");
}
