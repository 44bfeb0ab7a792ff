using Google.Protobuf.WellKnownTypes;
using Participatory.Contracts.Proposals;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using PollExtended = Participatory.Contracts.Voting.PollExtended;

namespace Participatory.Tests.Service.Proposals;

/// <summary>What can still be changed of a round: its dates, its words, and that it ends without a vote.</summary>
public sealed class SlowDatesTests
{
    [Theory, EveryDatabase]
    public async Task A_date_that_was_moved_is_the_one_the_clock_goes_by_and_the_old_one_stays_readable(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var first = await Move(council, dates => dates.AcceptingFrom = Council.Day(12), "The hall is closed until then.");
        await Move(council, dates => (dates.AcceptingFrom, dates.FinishedFrom) = (Council.Day(8), Council.Day(60)), "It opens early.");

        var round = await council.GetRound();
        Assert.Equal((Council.Day(8), Council.Day(20), Council.Day(60)),
            (round.Dates.AcceptingFrom, round.Dates.ReviewingFrom, round.Dates.FinishedFrom));
        Assert.Equal(
            [
                (Phase.Accepting, Council.Day(10), Council.Day(12), "The hall is closed until then."),
                (Phase.Accepting, Council.Day(12), Council.Day(8), "It opens early."),
                (Phase.Finished, Council.Day(40), Council.Day(60), "It opens early."),
            ],
            round.DateChanges.Select(change => (change.Phase, change.BeforeTime, change.AfterTime, change.Reason)));
        Assert.All(round.DateChanges, change => Assert.Equal((People.Grace.ShownAs, Council.Day(0)), (change.DecidedBy, change.Time)));
        Assert.Single(first.DateChanges);

        council.Service.Clock.Advance(TimeSpan.FromDays(8));
        await council.Tick();
        Assert.Equal(Phase.Accepting, (await council.GetRound()).Phase);
        await Council.Refused("INVALID_REQUEST",
            () => Move(council, dates => dates.AcceptingFrom = Council.Day(11), "Too late."), "dates.accepting_from");
    }

    [Theory, EveryDatabase]
    public async Task Every_fault_of_dates_is_named_and_nothing_moves(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        await Council.Refused("INVALID_REQUEST", () => Move(council, dates => dates.AcceptingFrom = Council.Day(25), ""),
            "dates.reviewing_from", "reason");
        await Council.Refused("INVALID_REQUEST", () => Move(council, dates => dates.BallotingFrom = null, "Why."), "dates.balloting_from");
        await Council.Refused("INVALID_REQUEST", async () => await council.As(People.Grace).MoveDatesAsync(
            new() { RequestId = Council.NewRequest(), RoundId = Council.RoundId, Reason = "Why." }), "dates");
        await Council.Refused("NOTHING_MOVED", () => Move(council, _ => { }, "Why."), "dates");
        Assert.Empty((await council.GetRound()).DateChanges);
    }

    [Theory, EveryDatabase]
    public async Task The_same_request_moves_once_and_two_officers_who_move_at_once_are_both_kept(string engine)
    {
        await using var council = await Council.Start(engine);
        var dates = (await council.Make()).Dates;
        dates.FinishedFrom = Council.Day(50);
        var request = new MoveDatesRequest
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, Dates = dates, Reason = "The school asked.",
        };
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => await council.As(People.Grace).MoveDatesAsync(request)));
        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
        Assert.Single((await council.GetRound()).DateChanges);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async day =>
        {
            var mine = request.Clone();
            (mine.RequestId, mine.Dates.FinishedFrom) = (Council.NewRequest(), Council.Day(60 + day));
            await council.As(day % 2 == 0 ? People.Grace : People.Noor).MoveDatesAsync(mine);
        }));
        var changes = (await council.GetRound()).DateChanges;
        Assert.Equal(5, changes.Count);
        Assert.All(changes.Zip(changes.Skip(1)), pair => Assert.Equal(pair.First.AfterTime, pair.Second.BeforeTime));
        Assert.Equal(changes[^1].AfterTime, (await council.GetRound()).Dates.FinishedFrom);
    }

    [Theory, EveryDatabase]
    public async Task Words_that_were_corrected_stay_readable_as_they_were(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await Correct(council, "£20,000 for the two wards.", "The sum was wrong.", (Council.Oak, "Oak Hill and Vale"));
        await Correct(council, "£20,000 for two wards.", "It reads better.");

        var round = await council.GetRound();
        Assert.Equal(("£20,000 for two wards.", "Elm Park", "Oak Hill and Vale"),
            (round.Description, round.Areas[0].Name, round.Areas[1].Name));
        Assert.Equal(
            [
                ("", "£18,000 for the two wards.", "The sum was wrong."), (Council.Oak, "Oak Hill", "The sum was wrong."),
                ("", "£20,000 for the two wards.", "It reads better."),
            ],
            round.WordsChanges.Select(change => (change.AreaCode, change.Before, change.Reason)));
        var told = Assert.Single(await council.Service.Published<AreasRenamed>());
        Assert.Equal((Council.RoundId, 1, Council.Oak, "Oak Hill and Vale"),
            (told.RoundId, told.Number, told.Areas.Single().AreaCode, told.Areas.Single().Name));

        await Council.Refused("NOTHING_CORRECTED", () => Correct(council, "£20,000 for two wards.", "Why."), "description");
        await Council.Refused("INVALID_REQUEST",
            () => Correct(council, new string('a', 4001), "", (Council.Oak, ""), (Council.Oak, "Oak")),
            "description", "reason", "areas[0].name", "areas[1].area_code");
        await Council.Refused("INVALID_REQUEST", () => Correct(council, "New.", "Why.", ("E09", "Nowhere")), "areas[0].area_code");
    }

    [Theory, EveryDatabase]
    public async Task A_round_that_ended_without_a_vote_takes_nothing_more_and_says_why(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var idea = await council.Propose();
        var end = new EndRoundRequest { RequestId = Council.NewRequest(), RoundId = Council.RoundId, Reason = "The money was cut." };
        var ended = await council.As(People.Noor).EndRoundAsync(end);
        Assert.Equal(ended, await council.As(People.Noor).EndRoundAsync(end));

        var round = await council.GetRound();
        Assert.True(round.EndedWithoutVote);
        Assert.Equal((Phase.Finished, People.Noor.ShownAs, "The money was cut."),
            (round.Phase, round.PhaseChanges[^1].DecidedBy, round.PhaseChanges[^1].Reason));
        Assert.Equal(idea.Words, (await council.Get(People.Nobody, idea.ProposalId)).Words);
        await Council.Refused("IDEAS_NO_MORE", () => council.Propose());
        await Council.Refused("ROUND_IS_FINISHED", async () => await council.As(People.Grace).EndRoundAsync(
            new() { RequestId = Council.NewRequest(), RoundId = Council.RoundId, Reason = "Again." }));
        council.Service.Clock.Advance(TimeSpan.FromDays(100));
        await council.Tick();
        Assert.Equal(3, (await council.GetRound()).PhaseChanges.Count);
    }

    [Theory, EveryDatabase]
    public async Task A_round_with_its_paper_out_ends_with_its_result_and_is_no_round_without_a_vote(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var idea = await council.Propose();
        await council.Cost(idea.ProposalId, 500);
        await council.Release(Council.Elm, 900);
        await council.Advance(Phase.Reviewing);
        await council.Publish();
        await Council.Refused("ENDING_NO_MORE", async () => await council.As(People.Grace).EndRoundAsync(
            new() { RequestId = Council.NewRequest(), RoundId = Council.RoundId, Reason = "Too late." }));
        await Council.Refused("DATES_ON_PAPER", () => Move(council, dates => dates.FinishedFrom = Council.Day(99), "Too late."));
        await council.Declare();
        Assert.Equal((Phase.Finished, false), ((await council.GetRound()).Phase, (await council.GetRound()).EndedWithoutVote));
    }

    [Theory, EveryDatabase]
    public async Task A_vote_that_is_kept_open_moves_the_last_date_on_record_and_those_with_an_idea_are_told_once(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var idea = await council.Propose();
        await council.Cost(idea.ProposalId, 500);
        await council.Release(Council.Elm, 900);
        await Move(council, dates => dates.FinishedFrom = Council.Day(50), "The school asked.");
        await council.Advance(Phase.Reviewing);
        await council.Publish();
        var extended = new PollExtended(
            Council.RoundId, Council.Day(50).ToDateTimeOffset(), Council.Day(52).ToDateTimeOffset(), "The post is late.",
            "Grace Bell, officer", "Femi Ade, finance", council.Service.Clock.Now);
        await council.Service.Deliver(extended, "message-1");
        await council.Service.Deliver(extended, "message-1");

        var round = await council.GetRound();
        Assert.Equal((Phase.Balloting, Council.Day(52)), (round.Phase, round.Dates.FinishedFrom));
        var change = round.DateChanges[^1];
        Assert.Equal(
            (2, Phase.Finished, Council.Day(50), Council.Day(52), "The post is late.", "Grace Bell, officer; Femi Ade, finance"),
            (round.DateChanges.Count, change.Phase, change.BeforeTime, change.AfterTime, change.Reason, change.DecidedBy));
        var told = (await council.Service.Published<DatesMoved>())[^1];
        Assert.Equal((2, "The post is late."), (told.Number, told.Reason));
        Assert.Equal([People.Amina.Subject], told.ProposerSubjects);
    }

    [Theory, EveryDatabase]
    public async Task Everybody_with_an_idea_is_told_once_of_dates_and_of_the_end(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        await council.Propose(idea: Council.Idea("A tree"));
        await council.Propose(People.Tom, Council.Idea("A swing"));
        await council.Withdraw(People.Tom, "3");
        await council.Propose(People.Noor, Council.Idea("A bin"));
        await council.Support(People.Tom, "1");
        await Move(council, dates => dates.FinishedFrom = Council.Day(50), "The school asked.");
        await council.As(People.Grace).EndRoundAsync(
            new() { RequestId = Council.NewRequest(), RoundId = Council.RoundId, Reason = "The money was cut." });

        string[] proposers = [.. new[] { People.Amina.Subject, People.Noor.Subject }.Order(StringComparer.Ordinal)];
        var moved = Assert.Single(await council.Service.Published<DatesMoved>());
        Assert.Equal((Council.RoundId, "Greener Elm Park", 1, "The school asked.", People.Grace.ShownAs),
            (moved.RoundId, moved.Title, moved.Number, moved.Reason, moved.MovedBy));
        Assert.Equal(proposers, moved.ProposerSubjects.Order(StringComparer.Ordinal));
        var ended = Assert.Single(await council.Service.Published<RoundEnded>());
        Assert.Equal(("The money was cut.", People.Grace.ShownAs), (ended.Reason, ended.EndedBy));
        Assert.Equal(proposers, ended.ProposerSubjects.Order(StringComparer.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task More_proposers_than_one_message_names_are_told_in_several_and_nobody_twice(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        await using var transaction = await council.Service.Database.Begin(TestContext.Current.CancellationToken);
        for (var number = 0; number <= Proposers.MostInMessage; number++)
        {
            await transaction.Execute(new Participatory.Platform.Storage.Sql($"""
                INSERT INTO proposal (round_id, proposal_id, number, area_code, proposer_subject, title, words, who_benefits, shown_as,
                    counts_for, state, valuations, supports, created_at)
                SELECT round_id, '{number}', {number}, '{Council.Elm}', 'person-{number}', 'A bench', '', '', '', '', 'OPEN', 0, 0,
                    created_at
                FROM round
                """));
        }

        var parts = await Proposers.OfRound(transaction, Council.RoundId);
        Assert.Equal([Proposers.MostInMessage, 1], parts.Select(part => part.Count));
        Assert.Equal(Proposers.MostInMessage + 1, parts.SelectMany(part => part).Distinct().Count());
    }

    [Theory, EveryDatabase]
    public async Task What_was_decided_about_dates_and_words_is_never_changed_or_taken_away(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        await Move(council, dates => dates.FinishedFrom = Council.Day(50), "The school asked.");
        await Correct(council, "Better.", "A typing error.");
        foreach (var table in new[] { "date_change", "words_change" })
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => council.Run($"UPDATE {table} SET reason = 'Another.'"));
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => council.Run($"DELETE FROM {table}"));
        }
    }

    private static async Task<Round> Move(Council council, Action<PhaseDates> move, string reason)
    {
        var dates = (await council.GetRound()).Dates;
        move(dates);
        return await council.As(People.Grace).MoveDatesAsync(
            new() { RequestId = Council.NewRequest(), RoundId = Council.RoundId, Dates = dates, Reason = reason });
    }

    private static async Task<Round> Correct(
        Council council, string description, string reason, params (string Code, string Name)[] areas) =>
        await council.As(People.Grace).CorrectRoundAsync(new()
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, Description = description, Reason = reason,
            Areas = { areas.Select(area => new AreaName { AreaCode = area.Code, Name = area.Name }) },
        });
}
