using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Joinings;
using Participatory.Proposals.V1;
using Participatory.Proposals.Versions;

namespace Participatory.Tests.Service.Proposals;

/// <summary>
/// One play of <see cref="WorkTogetherPlayTests"/>: each step is tried with the service and with the model, and both are compared then.
/// </summary>
internal sealed partial class WorkTogetherPlay(Council council, Random random)
{
    private const int WhileAccepting = 50;
    private const int WhileReviewing = 12;
    private const int WhileVoting = 6;

    private static readonly Sql SelectVersions = new("""
        SELECT proposal_id, version, title, words, who_benefits FROM proposal_version ORDER BY proposal_id, version
        """);

    private static readonly Sql SelectSuggestions = new("SELECT joining_id, state FROM joining ORDER BY sequence");

    private readonly WorkTogetherModel model = new();
    private readonly Caller[] people = [.. Enumerable.Range(0, 6).Select(number => People.Resident($"person-{number}"))];
    private readonly Dictionary<(string Idea, int Version), string> kept = [];
    private readonly List<PlayedInvitation> invitations = [];
    private int written;

    /// <summary>What was tried so far.</summary>
    public List<string> Steps { get; } = [];

    /// <summary>How often what was done, and not refused.</summary>
    public Dictionary<string, int> Done { get; } = new(StringComparer.Ordinal);

    public async Task Run()
    {
        foreach (var who in people[..4])
        {
            await Propose(who);
        }

        await JoinAndSplit(model.Ideas[0], model.Ideas[1]);
        await All(WhileAccepting);
        await council.Advance(Phase.Reviewing);
        model.Now = Phase.Reviewing;
        await All(WhileReviewing);
        await Publish();
        await All(WhileVoting);
    }

    private async Task All(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            await (random.Next(29) switch
            {
                < 4 => Edit(),
                4 => Note(),
                < 7 => Invite(),
                < 10 => AnswerInvitation(),
                < 12 => Leave(),
                < 15 => Support(),
                < 17 => TakeSupportBack(),
                17 => Withdraw(),
                < 22 => SuggestJoining(),
                < 25 => Answer(),
                25 => TakeSuggestionBack(),
                _ => SuggestSplit(),
            });
            await Agrees();
        }
    }

    /// <summary>What stands is on the paper with its proposer, once; what was joined into it has no price and no grant.</summary>
    private async Task Publish()
    {
        foreach (var idea in model.Standing)
        {
            await council.Cost(idea.Id, 100);
        }

        foreach (var side in model.Ideas.Where(idea => idea.Into is not null).ToList())
        {
            await Council.Refused("PROPOSAL_JOINED", () => council.Cost(side.Id, 100));
        }

        await council.Release(Council.Elm, 5_000);
        await council.Publish();
        model.Now = Phase.Balloting;
        var paper = Assert.Single(await council.Service.Published<BallotPaperPublished>());
        Assert.Equal(
            model.Standing.Select(idea => $"{idea.Id} of {idea.Proposer.Subject}").Order(StringComparer.Ordinal),
            paper.Contests.SelectMany(contest => contest.Projects)
                .Select(project => $"{project.ProjectId} of {project.ProposerSubject}").Order(StringComparer.Ordinal));
    }

    private async Task Agrees()
    {
        Assert.Equal(
            model.Standing.Select(idea => idea.Id).Order(StringComparer.Ordinal),
            (await council.Listed()).Order(StringComparer.Ordinal));
        foreach (var idea in model.Standing)
        {
            var seen = await council.Get(idea.Proposer, idea.Id);
            Assert.Equal(
                (idea.Said[^1], idea.Said.Count, idea.Writers.Count, idea.Notes, true),
                (seen.Words, seen.Version, seen.Writers, seen.Notes.Count, seen.Mine));
            Assert.Equal(
                (idea.Supporters.Count, idea.Supporters.Values.Count(version => version < idea.Said.Count)),
                (seen.Supports, seen.EarlierSupports));
        }

        foreach (var side in model.Ideas.Where(idea => idea.Into is not null))
        {
            var seen = await council.Get(People.Nobody, side.Id);
            Assert.Equal((side.Said[^1], side.Into!.Id), (seen.Words, seen.JoinedInto));
        }

        await using var session = await council.Service.Database.Read(TestContext.Current.CancellationToken);
        Keeps(await session.Many<VersionRow>(SelectVersions));
        Assert.Equal(
            model.Suggestions.Select(said => (said.Said.JoiningId, said.State)),
            (await session.Many<JoiningRow>(SelectSuggestions)).Select(row => (row.JoiningId, row.StateNow)));
    }

    /// <summary>Every version that was ever there is, as it was.</summary>
    private void Keeps(IReadOnlyList<VersionRow> versions)
    {
        var now = versions.ToDictionary(
            row => (row.ProposalId, row.Version),
            row => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{row.Title}\n{row.Words}\n{row.WhoBenefits}"))));
        Assert.All(kept, one => Assert.Equal(one.Value, now.GetValueOrDefault(one.Key)));
        foreach (var (version, hash) in now)
        {
            kept[version] = hash;
        }

        foreach (var idea in model.Ideas)
        {
            Assert.Equal(idea.Said, versions.Where(row => row.ProposalId == idea.Id).Select(row => row.Words));
        }
    }

    private string NewWords() => $"Words {++written}, which nobody has said before.";

    private PlayedIdea AnIdea()
    {
        var among = random.Next(6) > 0 && model.Standing is { Count: > 0 } standing ? standing : model.Ideas;
        return among[random.Next(among.Count)];
    }

    private PlayedSuggestion? ASuggestion()
    {
        var open = model.Suggestions.FindAll(said => said.IsOpen);
        var among = open.Count > 0 && random.Next(4) > 0 ? open : model.Suggestions;
        return among.Count == 0 ? null : among[random.Next(among.Count)];
    }

    /// <summary>Mostly one of those who may, and sometimes anybody.</summary>
    private Caller Somebody(List<Caller> likely) => likely.Count > 0 && random.Next(4) > 0
        ? likely[random.Next(likely.Count)] : people[random.Next(people.Length)];

    /// <summary>Whether it was done, as the model expects it to be or not to be.</summary>
    private async Task<bool> Tried(Caller who, string what, string which, Why expected, Func<Task> call)
    {
        Steps.Add($"{who.Subject} {what} {which}");
        var (seen, reason) = (Why.Done, "");
        try
        {
            await call();
            Done[what] = Done.GetValueOrDefault(what) + 1;
        }
        catch (RpcException refusal)
        {
            reason = refusal.Reason();
            seen = ReasonClasses.Of(reason);
        }

        Assert.True(seen == expected, $"The model says {expected}, the service {seen} {reason}.");
        return seen == Why.Done;
    }
}
