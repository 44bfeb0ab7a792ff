using Google.Protobuf.WellKnownTypes;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Voting.V1;
using Participatory.Words;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>In which state a round is, to people: by what was done, and by its dates only where nothing was.</summary>
public sealed class RoundNowTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly Say Say = new(TimeZoneInfo.Utc, new SettableClock(Now));

    [Theory]
    [InlineData(Phase.Listening, RoundStage.Listening, "Starts soon", "You can send in ideas from Thursday 25 June.")]
    [InlineData(Phase.Accepting, RoundStage.Ideas, "Open for ideas", "You can send in ideas for another 20 days.")]
    [InlineData(Phase.Reviewing, RoundStage.Costing, "Working out costs",
        "We are finding out what each idea would cost. Voting opens on Wednesday 15 July.")]
    [InlineData(Phase.Finished, RoundStage.Declared, "Results are in", "The votes are counted.")]
    public void Without_a_poll_it_is_what_its_phase_says(Phase phase, RoundStage stage, string tag, string sentence)
    {
        using var until = Language.English();
        var now = RoundNow.Of(ARound(phase, votesFrom: 30), poll: null);
        Assert.Equal((stage, tag, sentence), (now.Stage, now.Tag, Said(now)));
    }

    [Theory]
    [InlineData(PollState.Scheduled, 3, 13, false, "Voting opens soon", "The ballot paper is ready. Voting opens on Thursday 18 June.")]
    [InlineData(PollState.Open, -3, 7, false, "Voting is open", "Voting is open for another 7 days.")]
    [InlineData(PollState.Open, 3, 13, true, "Voting is open", "Voting opened early. It is open for another 13 days.")]
    [InlineData(PollState.Closed, -13, -3, false, "Waiting for the count", "Voting has closed. The votes will be counted soon.")]
    [InlineData(PollState.Closed, -3, 7, true, "Waiting for the count", "Voting closed early. The votes will be counted soon.")]
    [InlineData(PollState.Declared, -13, -3, false, "Results are in", "The votes are counted.")]
    public void A_vote_is_open_or_over_when_it_was_opened_or_closed_and_not_by_its_dates(
        PollState state, int from, int to, bool early, string tag, string sentence)
    {
        using var until = Language.English();
        var now = RoundNow.Of(ARound(Phase.Balloting, from, to), APoll(state, from, to, early ? "Grace Bell, Officer" : ""));
        Assert.Equal((tag, sentence), (now.Tag, Said(now)));
        Assert.Equal(state == PollState.Open, now.CanVote);
    }

    [Fact]
    public void A_round_that_ended_without_a_vote_has_no_result_to_look_at()
    {
        using var until = Language.English();
        var round = ARound(Phase.Finished);
        round.EndedWithoutVote = true;
        round.PhaseChanges.Add(new PhaseChange { Phase = Phase.Listening, Time = In(-10) });
        round.PhaseChanges.Add(new PhaseChange { Phase = Phase.Finished, Time = In(-1) });
        var now = RoundNow.Of(round, poll: null);
        Assert.Equal((RoundStage.Ended, "Ended", "The council ended this round without a vote."), (now.Stage, now.Tag, Said(now)));
        // What never came has no day.
        var seen = new SeenRound(round, Poll: null);
        Assert.Equal([In(-10), null, null, null, In(-1)], Phases.InOrder.Select(phase => Phases.StartOf(seen, phase)));
    }

    [Fact]
    public void A_vote_of_which_nothing_is_known_is_not_called_open_however_late_it_is()
    {
        using var until = Language.English();
        var now = RoundNow.Of(ARound(Phase.Balloting, -3, 7), poll: null);
        Assert.False(now.CanVote);
        Assert.Equal("The ballot paper is ready. Voting opens soon.", Said(now));
    }

    [Fact]
    public void Who_opens_it_after_its_date_opens_nothing_early()
    {
        using var until = Language.English();
        var now = RoundNow.Of(ARound(Phase.Balloting, -1, 7), APoll(PollState.Open, -1, 7, "Grace Bell, Officer"));
        Assert.Equal("Voting is open for another 7 days.", Said(now));
    }

    // A number and its unit stay together on a line.
    private static string Said(RoundNow now) => now.Sentence(Say).Replace('\u00a0', ' ');

    private static Round ARound(Phase phase, int votesFrom = 30, int votesTo = 40) => new()
    {
        Phase = phase,
        Dates = new PhaseDates
        {
            ListeningFrom = In(-10), AcceptingFrom = In(10), ReviewingFrom = In(20), BallotingFrom = In(votesFrom),
            FinishedFrom = In(votesTo),
        },
    };

    private static Poll APoll(PollState state, int from, int to, string decidedBy)
    {
        var poll = new Poll { State = state, OpenTime = In(from), CloseTime = In(to) };
        if (state >= PollState.Open)
        {
            poll.Decisions.Add(new Decision { State = PollState.Open, Time = In(Math.Min(from, 0)), DecidedBy = decidedBy });
        }

        if (state >= PollState.Closed)
        {
            poll.Decisions.Add(new Decision { State = PollState.Closed, Time = In(Math.Min(to, 0)), DecidedBy = decidedBy });
        }

        return poll;
    }

    private static Timestamp In(int days) => Timestamp.FromDateTimeOffset(Now.AddDays(days));
}
