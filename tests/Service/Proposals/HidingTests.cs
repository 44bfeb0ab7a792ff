using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Proposals.Work;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Words and photos are reported, hidden, looked at a second time and shown again, and never changed.</summary>
public sealed class HidingTests
{
    private static readonly Caller Hill = new(
        "subject-hill", "Hill Shaw, ward officer", new HashSet<Access.V1.Role> { Access.V1.Role.Officer },
        new HashSet<string> { Council.Oak });

    [Theory, EveryDatabase]
    public async Task Four_people_come_to_an_end_with_words_and_nothing_of_them_changes(string engine)
    {
        await using var council = await Start(engine);
        var written = await council.Get(People.Amina, "1");

        await Flag(council, People.Nobody, note: "She never agreed.");
        Assert.Null((await council.Get(People.Nobody, "1")).Hiding);
        var flag = Assert.Single((await council.As(People.Olu).GetFlagsAsync(
            new() { RoundId = Council.RoundId, ProposalId = "1", Part = IdeaPart.Words })).Flags);
        Assert.Equal((HidingReason.NamesAPerson, "She never agreed."), (flag.Reason, flag.Note));
        Assert.Equal(1, Assert.Single(await Flagged(council, People.Olu)).Flags);
        Assert.Empty(await Flagged(council, Hill));

        var hidden = await Judge(council, People.Olu, HidingJudgement.Hide);
        Assert.Equal((HidingState.Hidden, HidingReason.NamesAPerson, People.Olu.ShownAs),
            (hidden.Hiding.State, hidden.Hiding.Reason, hidden.Hiding.DecidedBy));
        Assert.Empty(await Flagged(council, People.Olu));
        await OnlyFor(council, written, People.Amina, People.Olu, People.Grace);

        await Ask(council, People.Amina);
        Assert.Equal("", await council.Ask<string>("SELECT decided_as FROM hiding_step WHERE step = 'SECOND_LOOK'"));
        Assert.True(Assert.Single(await Flagged(council, People.Olu)).ForAnother);
        Assert.False(Assert.Single(await Flagged(council, People.Grace)).ForAnother);
        await Council.Refused("SECOND_OFFICER_NEEDED", () => Judge(council, People.Olu, HidingJudgement.Show));
        Assert.Null((await Judge(council, People.Grace, HidingJudgement.Show)).Hiding);
        Assert.Equal(written.Title, (await council.Get(People.Nobody, "1")).Title);
        Assert.Equal(written.Words, (await council.Get(People.Nobody, "1")).Words);

        var changes = await council.Service.Published<ProposalHidden>();
        Assert.Equal(
            [("HIDDEN", true, 1), ("SECOND_LOOK", true, 2), ("SHOWN_AGAIN", false, 3)],
            changes.Select(change => (change.State, change.Hidden, change.Number)));
        Assert.All(changes, change => Assert.Equal(
            (People.Amina.Subject, "WORDS", written.Title), (change.ProposerSubject, change.Part, change.Title)));
        Assert.Equal(
            [("FLAGGED", HidingReason.NamesAPerson, 1), ("HIDDEN", HidingReason.NamesAPerson, 1),
                ("SECOND_LOOK", HidingReason.NamesAPerson, 1), ("SHOWN_AGAIN", HidingReason.NamesAPerson, 1)],
            await Counts(council));
    }

    [Theory, EveryDatabase]
    public async Task A_photo_is_hidden_by_itself_and_is_nowhere_for_those_who_may_not_see_it(string engine)
    {
        await using var council = await Start(engine);
        await Council.Refused("PHOTO_NOT_FOUND", () => Flag(council, People.Nobody, IdeaPart.Photo), "proposal_id");
        await council.As(People.Amina).AddProposalPhoto().Send([new AddProposalPhotoRequest
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1", AltText = "Three benches",
            EverybodySaidYes = true, Content = ByteString.CopyFrom(TestJpeg.Picture()),
        }]);
        await Flag(council, People.Nobody, IdeaPart.Photo);
        await Judge(council, People.Olu, HidingJudgement.Hide, IdeaPart.Photo);
        foreach (var stranger in (Caller[])[People.Nobody, People.Tom, Hill])
        {
            var seen = await council.Get(stranger, "1");
            Assert.Equal((true, false), (seen.Title.Length > 0, seen.Photo is not null));
            await Council.Refused("PHOTO_NOT_FOUND", () => Photo(council, stranger), "proposal_id");
        }

        Assert.NotEmpty(await Photo(council, People.Amina));
        Assert.NotEmpty(await Photo(council, People.Olu));
        await Judge(council, People.Grace, HidingJudgement.Show, IdeaPart.Photo);
        Assert.NotEmpty(await Photo(council, People.Nobody));
    }

    [Theory, EveryDatabase]
    public async Task A_photo_in_the_place_of_one_that_was_hidden_waits_until_an_officer_has_looked(string engine)
    {
        await using var council = await Start(engine);
        await PhotoTests.Add(council, People.Amina, TestJpeg.Picture());
        await Judge(council, People.Olu, HidingJudgement.Hide, IdeaPart.Photo);
        await council.As(People.Amina).RemoveProposalPhotoAsync(PhotoTests.Removal());
        Assert.Equal(HidingState.Waiting, (await PhotoTests.Add(council, People.Amina, TestPng.Picture())).PhotoHiding.State);
        await Council.Refused("PHOTO_NOT_FOUND", () => Photo(council, People.Nobody), "proposal_id");
        var waits = Assert.Single(await Flagged(council, People.Olu));
        Assert.Equal((IdeaPart.Photo, HidingState.Waiting, false), (waits.Part, waits.State, waits.ForAnother));
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM hiding WHERE hidden_by IS NOT NULL OR reason <> ''"));

        Assert.Null((await Judge(council, People.Olu, HidingJudgement.Show, IdeaPart.Photo)).PhotoHiding);
        Assert.NotEmpty(await Photo(council, People.Nobody));
    }

    [Theory, EveryDatabase]
    public async Task First_ideas_wait_where_the_round_says_so_and_whoever_was_shown_once_is_no_newcomer(string engine)
    {
        await using var council = await Council.Start(engine);
        var round = Council.Draft();
        round.Policies.NewcomersWait = true;
        await council.MakeAccepting(round);
        Assert.True((await council.GetRound()).Policies.NewcomersWait);
        Assert.Equal(HidingState.Waiting, (await council.Propose()).Hiding.State);
        Assert.Equal(HidingState.Waiting, (await council.Propose()).Hiding.State);
        Assert.Equal("", (await council.Get(People.Nobody, "1")).Title);
        Assert.Equal(2, (await Flagged(council, People.Olu)).Count);

        await Judge(council, People.Olu, HidingJudgement.Show);
        Assert.NotEqual("", (await council.Get(People.Nobody, "1")).Title);
        Assert.Null((await council.Propose()).Hiding);
        Assert.Equal(HidingState.Waiting, (await council.Propose(People.Tom)).Hiding.State);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_had_one_idea_shown_that_is_hidden_now_waits_again_until_it_is_shown_again(string engine)
    {
        await using var council = await Council.Start(engine);
        var round = Council.Draft();
        round.Policies.NewcomersWait = true;
        await council.MakeAccepting(round);
        await council.Propose();
        await Judge(council, People.Olu, HidingJudgement.Show);
        await Judge(council, People.Olu, HidingJudgement.Hide);
        Assert.Equal(HidingState.Waiting, (await council.Propose()).Hiding.State);
        await Judge(council, People.Olu, HidingJudgement.Show);
        Assert.Null((await council.Propose()).Hiding);

        // Taken back it was shown all the same.
        await council.Propose(People.Tom);
        await Judge(council, People.Olu, HidingJudgement.Show, id: "4");
        await council.As(People.Tom).WithdrawProposalAsync(
            new WithdrawProposalRequest { RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "4" });
        Assert.Null((await council.Propose(People.Tom)).Hiding);
    }

    [Theory, EveryDatabase]
    public async Task The_database_refuses_an_officer_who_decides_about_their_own_words_or_twice(string engine)
    {
        await using var council = await Start(engine);
        await Judge(council, People.Olu, HidingJudgement.Hide);
        await Ask(council, People.Amina);
        foreach (var change in (string[])
            ["hidden_by = author_subject", "second_by = hidden_by", "second_by = author_subject", "state = 'KEPT_HIDDEN'", "state = 'GONE'",
                "reason = 'TASTE'"])
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => council.Run($"UPDATE hiding SET {change}"));
        }

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => council.Run("DELETE FROM hiding_step"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => council.Run("UPDATE hiding_step SET decided_as = ''"));
    }

    [Theory, EveryDatabase]
    public async Task Of_two_officers_who_decide_at_once_one_is_told_so_and_a_request_that_comes_twice_decides_once(string engine)
    {
        await using var council = await Start(engine);
        for (var round = 0; round < 10; round++)
        {
            var idea = (await council.Propose(People.Tom)).ProposalId;
            var reasons = await Race.Reasons(
                () => Judge(council, People.Olu, HidingJudgement.Hide, id: idea),
                () => Judge(council, People.Grace, HidingJudgement.Hide, id: idea));
            Assert.Equal(["", "ALREADY_HIDDEN"], reasons.Order(StringComparer.Ordinal));
        }

        var request = new JudgeProposalRequest
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1", Part = IdeaPart.Words,
            Judgement = HidingJudgement.Hide, Reason = HidingReason.Abuse,
        };
        await Race.All(4, _ => council.As(People.Olu).JudgeProposalAsync(request).ResponseAsync);
        Assert.Equal(11, (await council.Service.Published<ProposalHidden>()).Count);
    }

    [Theory, EveryDatabase]
    public async Task Reports_have_a_limit_for_each_connection_and_each_idea_and_say_who_nowhere(string engine)
    {
        await using var council = await Council.Start(engine, demonstration: false);
        await council.MakeAccepting();
        await council.Propose();
        var request = Council.NewRequest();
        for (var times = 0; times < 10; times++)
        {
            await Flag(council, People.Tom);
            await Flag(council, People.Nobody, from: "a");
        }

        await Council.Refused("TOO_MANY_THIS_HOUR", () => Flag(council, People.Tom));
        await Council.Refused("TOO_MANY_THIS_HOUR", () => Flag(council, People.Nobody, from: "a"));
        await Flag(council, People.Nobody, from: "b");
        Assert.Equal(21, Assert.Single(await Flagged(council, People.Olu)).Flags);
        Assert.Equal(21, await council.Ask<long>("SELECT COUNT(*) FROM request WHERE method LIKE '%Flag%'"));
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM request WHERE method LIKE '%Flag%' AND caller <> ''"));
        await Council.Refused("INVALID_REQUEST", () => council.As(People.Nobody).FlagProposalAsync(
            new() { RequestId = request, RoundId = Council.RoundId, ProposalId = "1" }).ResponseAsync, "part", "reason");
        await Council.Refused("PROPOSAL_NOT_FOUND", () => council.As(People.Nobody).FlagProposalAsync(
            new()
            {
                RequestId = request, RoundId = Council.RoundId, ProposalId = "99", Part = IdeaPart.Words, Reason = HidingReason.Abuse,
            }).ResponseAsync, "proposal_id");
    }

    [Theory, EveryDatabase]
    public async Task What_is_to_be_looked_at_is_counted_for_officers_of_the_area(string engine)
    {
        await using var council = await Start(engine);
        await Flag(council, People.Nobody);
        await Flag(council, People.Tom);
        var count = ActivatorUtilities.CreateInstance<CountWork>(council.Service.Services);
        await count.Tick(TestContext.Current.CancellationToken);
        Assert.Contains(
            new WorkLine(WorkKinds.WordsToLookAt, Council.RoundId, "Greener Elm Park", 1, Council.Elm),
            (await council.Service.Published<WorkCounted>())[^1].Lines);
        await Judge(council, People.Olu, HidingJudgement.Show);
        await count.Tick(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(
            (await council.Service.Published<WorkCounted>())[^1].Lines, line => line.Kind == WorkKinds.WordsToLookAt);
    }

    [Theory, EveryDatabase]
    public async Task What_was_said_of_words_goes_with_them(string engine)
    {
        await using var council = await Start(engine);
        foreach (var id in (string[])["1", "2", "3"])
        {
            await council.Propose();
            await Flag(council, People.Nobody, note: "By Amina.", id: id);
        }

        await council.Withdraw(People.Amina, "1");
        Assert.Equal("2", await council.Ask<string>("SELECT MIN(item_id) FROM flag"));

        // The third stands on the paper: its words stay, and somebody has to look at them still.
        await council.Run("UPDATE proposal SET state = 'ON_BALLOT' WHERE proposal_id = '3'");
        await council.Forget(People.Amina);
        Assert.Equal("3 ", await council.Ask<string>("SELECT CONCAT(item_id, ' ', note) FROM flag"));
    }

    private static async Task<Council> Start(string engine)
    {
        var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        return council;
    }

    /// <summary>Every way on which an idea is read: by itself, in lists, in one's own.</summary>
    private static async Task OnlyFor(Council council, Proposal written, params Caller[] readers)
    {
        string[] words = [written.Title, written.Words, written.WhoBenefits, written.ShownAs];
        foreach (var caller in (Caller[])[People.Nobody, People.Amina, People.Tom, People.Grace, People.Olu, Hill, People.Femi, People.Nia])
        {
            List<string> seen =
            [
                $"{await council.Get(caller, "1")}",
                $"{await council.As(caller).ListProposalsAsync(new() { RoundId = Council.RoundId, WithTotal = true })}",
                $"{await council.As(caller).ListProposalsAsync(new() { RoundId = Council.RoundId, Backwards = true })}",
            ];
            Assert.All(seen, one => Assert.Contains("HIDING_STATE_HIDDEN", one, StringComparison.Ordinal));
            Assert.All(words, word => Assert.All(
                seen, one => Assert.Equal(readers.Contains(caller), one.Contains(word, StringComparison.Ordinal))));
        }
    }

    private static async Task Flag(
        Council council, Caller who, IdeaPart part = IdeaPart.Words, string note = "", string from = "", string id = "1") =>
        await council.As(who).FlagProposalAsync(
        new FlagProposalRequest
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = id, Part = part, Reason = HidingReason.NamesAPerson,
            Note = note,
        }, from.Length > 0 ? new Metadata { { Source.Header, from } } : null);

    private static async Task<Proposal> Judge(
        Council council, Caller officer, HidingJudgement judgement, IdeaPart part = IdeaPart.Words, string id = "1") =>
        await council.As(officer).JudgeProposalAsync(new JudgeProposalRequest
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = id, Part = part, Judgement = judgement,
            Reason = judgement == HidingJudgement.Hide ? HidingReason.NamesAPerson : HidingReason.Unspecified,
        });

    private static async Task<Proposal> Ask(Council council, Caller who) => await council.As(who).AskSecondLookAsync(
        new AskSecondLookRequest
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1", Part = IdeaPart.Words,
        });

    private static async Task<IReadOnlyList<FlaggedIdea>> Flagged(Council council, Caller officer) =>
        (await council.As(officer).ListFlaggedAsync(new ListFlaggedRequest())).Ideas;

    private static async Task<IEnumerable<(string, HidingReason, int)>> Counts(Council council) =>
        (await council.As(People.Nobody).GetHidingCountsAsync(new GetHidingCountsRequest())).Counts
            .Select(count => (count.Step, count.Reason, (int)count.Count));

    private static async Task<byte[]> Photo(Council council, Caller caller)
    {
        using var call = council.As(caller).GetProposalPhoto(
            new GetProposalPhotoRequest { RoundId = Council.RoundId, ProposalId = "1" });
        var bytes = new List<byte>();
        while (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
        {
            bytes.AddRange(call.ResponseStream.Current.Content);
        }

        return [.. bytes];
    }
}
