using Participatory.Contracts.Proposals;
using Participatory.Tests.Harness;
using Participatory.Types.V1;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.Voting;

/// <summary>
/// Where the words of an idea are hidden, its title on a paper that is out is not shown, and the paper is not changed: people voted on it.
/// </summary>
public sealed class HiddenTitleTests
{
    [Theory, EveryDatabase]
    public async Task The_paper_the_result_and_its_file_say_why_a_title_is_not_shown_and_no_fingerprint_changes(string engine)
    {
        var (polling, _) = await VotedPoll.Declared(engine);
        await using var open = polling;
        var (poll, result) = (await polling.Get(), await Result(polling));
        var project = poll.Contests[0].Projects[0];

        await polling.Service.Deliver(Change(polling, project, 1, "HIDDEN", hidden: true));
        var (hiddenPoll, hiddenResult) = (await polling.Get(), await Result(polling));
        Assert.Equal(("", HidingState.Hidden, HidingReason.NamesAPerson), Seen(hiddenPoll, project.ProjectId));
        Assert.Equal(poll.FrozenHash, hiddenPoll.FrozenHash);
        Assert.Equal(result.ResultHash, hiddenResult.ResultHash);
        Assert.DoesNotContain(project.Title, $"{hiddenPoll}{hiddenResult}", StringComparison.Ordinal);
        Assert.DoesNotContain(
            project.Title, $"{await polling.Public.ListPollsAsync(new ListPollsRequest())}", StringComparison.Ordinal);
        var file = await polling.Export(poll.Contests[0].AreaCode);
        Assert.DoesNotContain(project.Title, file, StringComparison.Ordinal);
        Assert.Contains("hidden: NAMES_A_PERSON", file, StringComparison.Ordinal);
        // Whoever types ballots in from paper reads the title on it.
        Assert.Equal(project.Title, Seen(await polling.Grace.GetPollAsync(new GetPollRequest { PollId = Polling.PollId }),
            project.ProjectId).Title);
        Assert.Null(await VotedPoll.Fault(await polling.Bundle()));

        await polling.Service.Deliver(Change(polling, project, 2, "SHOWN_AGAIN", hidden: false));
        Assert.Equal((poll, result), (await polling.Get(), await Result(polling)));
    }

    [Theory, EveryDatabase]
    public async Task The_latest_change_counts_whichever_is_heard_first_and_be_it_before_the_paper(string engine)
    {
        await using var polling = await Polling.Start(engine);
        var project = new Project { ProjectId = "bench", Title = "A bench" };
        await polling.Service.Deliver(Change(polling, project, 3, "KEPT_HIDDEN", hidden: true));
        await polling.Service.Deliver(Change(polling, project, 2, "SHOWN_AGAIN", hidden: false));
        await polling.Service.Deliver(Change(polling, project, 9, "SHOWN_AGAIN", hidden: false, part: "PHOTO"));
        await polling.Service.Deliver(polling.Paper());
        Assert.Equal(("", HidingState.KeptHidden, HidingReason.NamesAPerson), Seen(await polling.Get(), "bench"));
    }

    private static (string Title, HidingState? State, HidingReason? Reason) Seen(Poll poll, string projectId)
    {
        var project = poll.Contests.SelectMany(contest => contest.Projects).Single(project => project.ProjectId == projectId);
        return (project.Title, project.Hiding?.State, project.Hiding?.Reason);
    }

    private static async Task<Result> Result(Polling polling) =>
        await polling.Public.GetResultAsync(new GetResultRequest { PollId = Polling.PollId });

    private static ProposalHidden Change(
        Polling polling, Project project, int number, string state, bool hidden, string part = "WORDS") => new(
        Polling.PollId, project.ProjectId, project.Title, "subject-amina", part, number, state, hidden, "NAMES_A_PERSON",
        "Olu Ade, ward officer", polling.Service.Clock.Now);
}
