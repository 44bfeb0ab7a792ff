using System.Data.Common;
using Participatory.Platform.Identity;
using Participatory.Platform.Rights;
using Participatory.Proposals.Rights;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;
using Participatory.Types.V1;
using Contract = Participatory.Proposals.V1.ProposalsService;

namespace Participatory.Tests.Service.Proposals;

/// <summary>People sort the same cards, each on their own, and see where they agree.</summary>
public sealed class SortingTests
{
    private static readonly Caller Hill = new(
        "subject-hill", "Hill Shaw, ward officer", new HashSet<Access.V1.Role> { Access.V1.Role.Officer },
        new HashSet<string> { Council.Oak });

    [Theory, EveryDatabase]
    public async Task A_card_sort_has_the_public_voices_of_its_area_in_one_order_for_everybody(string engine)
    {
        await using var council = await Council.Start(engine);
        var voices = await council.StartWith(5);
        var question = (await council.As(People.Nobody).ListQuestionsAsync(new() { RoundId = Council.RoundId })).Questions[0];
        await council.Say(People.Tom, Listened.Voice(question, "For you alone.", audience: VoiceAudience.Council));
        var oak = await council.Say(People.Tom, Listened.Voice(question, "Of Oak Hill.", Council.Oak));
        await VoiceHidingTests.Judge(council, People.Grace, voices[4], HidingJudgement.Hide);

        var sort = await council.OpenSort(Council.Elm, by: People.Olu);
        Assert.Equal((Council.Elm, 4, 4, 0, People.Olu.ShownAs), (sort.AreaCode, sort.Cards, sort.Voices, sort.Sorters, sort.OpenedBy));
        var deck = await council.Cards(sort);
        Assert.Equal(
            voices.Take(4).Select(voice => voice.Words).Order(StringComparer.Ordinal),
            deck.Cards.Select(card => card.Words).Order(StringComparer.Ordinal));
        Assert.Equal(deck.Cards.Select(card => card.VoiceId), (await council.Cards(sort, People.Grace)).Cards.Select(card => card.VoiceId));
        var whole = await council.OpenSort();
        Assert.Contains(oak.VoiceId, (await council.Cards(whole)).Cards.Select(card => card.VoiceId));
        await Council.Refused("CARD_SORT_IS_OPEN", () => council.OpenSort(Council.Elm));
        await Council.Refused("CARDS_TOO_FEW", () => council.OpenSort(Council.Oak));
        await Council.Refused("AREA_OF_OTHERS", () => council.OpenSort(Council.Elm, by: Hill));
        await Council.Refused("AREA_OF_OTHERS", () => council.CloseSort(sort, Hill));
        await Council.Refused("INVALID_REQUEST", () => council.OpenSort("E09"), "area_code");
        Assert.Equal([sort, whole], (await council.As(People.Nobody).ListCardSortsAsync(new() { RoundId = Council.RoundId })).Sorts);
        Assert.NotNull((await council.CloseSort(sort)).CloseTime);
        Assert.NotEqual(sort.SortId, (await council.OpenSort(Council.Elm)).SortId);
    }

    [Theory, EveryDatabase]
    public async Task Piles_replace_what_somebody_had_as_a_whole_and_others_see_none_of_them(string engine)
    {
        await using var council = await Council.Start(engine);
        var voices = await council.StartWith(4);
        var sort = await council.OpenSort();
        var mine = await council.Sort(
            People.Amina, sort, [Sorted.Pile("Sitting", voices.Take(2)), Sorted.Pile("")], voices.Skip(2).Take(1));
        Assert.Equal(["Sitting", ""], mine.Piles.Select(pile => pile.Name));
        Assert.Equal(mine, await council.Piles(People.Amina, sort));
        Assert.Equal(new MyPiles(), await council.Piles(People.Grace, sort));
        var other = await council.Sort(People.Amina, sort, [Sorted.Pile("All", voices)]);
        Assert.Equal((1, 4, 0), (other.Piles.Count, other.Piles[0].VoiceIds.Count, other.FitsNoneVoiceIds.Count));
        Assert.Equal(1, (await council.Cards(sort)).Sort.Sorters);
        // What is no card is left out: it may have been taken back a moment ago.
        var gone = await council.Sort(People.Amina, sort, [new Pile { Name = "Left", VoiceIds = { "no-card", voices[0].VoiceId } }]);
        Assert.Equal([voices[0].VoiceId], gone.Piles[0].VoiceIds);
        await council.Sort(People.Amina, sort, []);
        Assert.Equal(0, (await council.Cards(sort)).Sort.Sorters);
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM sort_pile"));
    }

    [Theory, EveryDatabase]
    public async Task Every_fault_of_piles_is_named(string engine)
    {
        await using var council = await Council.Start(engine);
        var voices = await council.StartWith(2);
        var sort = await council.OpenSort();
        await Council.Refused(
            "INVALID_REQUEST", () => council.Sort(People.Amina, sort, [Sorted.Pile("a\nb"), Sorted.Pile(new string('a', 121))]),
            "piles[0].name", "piles[1].name");
        await Council.Refused("INVALID_REQUEST", () => council.Sort(
            People.Amina, sort, [Sorted.Pile("A", voices), Sorted.Pile("B", voices[0])], [voices[1]]), "piles[1].voice_ids",
            "fits_none_voice_ids");
        await Council.Refused("INVALID_REQUEST", () => council.Sort(
            People.Amina, sort, Enumerable.Range(0, 41).Select(at => Sorted.Pile($"{at}"))), "piles");
        Assert.Equal(40, (await council.Sort(
            People.Amina, sort, Enumerable.Range(0, 40).Select(at => Sorted.Pile($"{at}")), voices)).Piles.Count);
        await Council.Refused("CARD_SORT_NOT_FOUND", () => council.Sort(People.Amina, new CardSort { SortId = "none" }, []), "sort_id");
    }

    [Theory, EveryDatabase]
    public async Task Once_it_is_closed_nobody_sorts_and_everybody_sees_how_people_agree_and_never_who(string engine)
    {
        await using var council = await Council.Start(engine);
        var voices = await council.StartWith(4);
        var sort = await council.OpenSort();
        await council.Sort(People.Amina, sort, [Sorted.Pile("Where I sit", voices.Take(2)), Sorted.Pile("Rest", voices.Skip(2))]);
        await council.Sort(People.Tom, sort, [Sorted.Pile("Sitting", voices.Take(2))], voices.Skip(2));
        await council.Sort(People.Noor, sort, [Sorted.Pile("sitting", voices.Take(2))], voices.Skip(2));
        await Council.Refused("SORTED_TOGETHER_LATER", () => council.Agreement(sort));
        await Council.Refused("SORTED_TOGETHER_LATER", () => council.Agreement(sort, People.Grace));
        var closed = await council.CloseSort(sort);
        Assert.Equal((People.Grace.ShownAs, 3), (closed.ClosedBy, closed.Sorters));
        Assert.Equal(closed.CloseTime, (await council.CloseSort(sort, People.Noor)).CloseTime);
        await Council.Refused("CARD_SORT_IS_CLOSED", () => council.Sort(People.Amina, sort, []));
        foreach (var statement in (string[])
            ["UPDATE card_sort SET closed_at = NULL, closed_by = NULL", "INSERT INTO sort_pile (sort_id, sorter_subject, pile, name) "
                + $"VALUES ('{sort.SortId}', 'somebody', 1, 'Mine')", "INSERT INTO sorted_card (sort_id, sorter_subject, voice_id, pile) "
                + $"VALUES ('{sort.SortId}', 'somebody', '{voices[0].VoiceId}', 1)"])
        {
            await Assert.ThrowsAnyAsync<DbException>(() => council.Run(statement));
        }

        var all = await council.Agreement(sort);
        Assert.Equal((6, 5), (all.Pairs, all.Agreed));
        var group = Assert.Single(all.Groups);
        Assert.Equal(
            voices.Take(2).Select(voice => voice.VoiceId).Order(StringComparer.Ordinal),
            group.Cards.Select(at => all.Cards[at].Voice.VoiceId).Order(StringComparer.Ordinal));
        // What one person alone calls it is for officers: nobody else has looked at it.
        Assert.Equal(["Sitting"], group.Names);
        Assert.Equal(["Sitting", "Where I sit"], Assert.Single((await council.Agreement(sort, People.Grace)).Groups).Names);
        Assert.Contains(all.Together, pair => (pair.Together, pair.Both) == (1, 3));
        Assert.DoesNotContain("subject-", all.ToString(), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task With_fewer_than_three_people_one_of_them_could_read_the_others_piles_and_nothing_is_compared(string engine)
    {
        await using var council = await Council.Start(engine);
        var voices = await council.StartWith(3);
        var sort = await council.OpenSort();
        await council.Sort(People.Amina, sort, [Sorted.Pile("All", voices)]);
        await council.Sort(People.Tom, sort, [Sorted.Pile("All", voices)]);
        await council.CloseSort(sort);
        var alone = await council.Agreement(sort);
        Assert.Equal((3, 0, 0, 0, 2), (alone.Cards.Count, alone.Pairs, alone.Groups.Count, alone.Together.Count, alone.Sort.Sorters));
    }

    [Theory, EveryDatabase]
    public async Task Before_it_is_closed_nobody_reads_anothers_piles(string engine)
    {
        await using var council = await Council.Start(engine);
        var voices = await council.StartWith(3);
        var sort = await council.OpenSort();
        var theme = await council.PublishTheme(await council.NameTheme(Sorted.Theme(voices)));
        var idea = voices[0].QuestionId;
        const string Name = "Where my knees say thank you";
        await council.Sort(People.Amina, sort, [Sorted.Pile(Name, voices)]);
        var marks = new AudienceTable();
        marks.Mark("a name of a pile", Name, [Readers.Resident]);
        Dictionary<string, string[]> knows = new(StringComparer.Ordinal)
        {
            ["round_id"] = [Council.RoundId], ["area_code"] = [Council.Elm], ["question_id"] = [idea], ["sort_id"] = [sort.SortId],
            ["theme_id"] = [theme.ThemeId], ["voice_id"] = [voices[0].VoiceId], ["secret"] = [], ["search"] = ["knees"],
            ["priority_id"] = [], ["room_id"] = [], ["enquiry_id"] = [], ["answer_id"] = [], ["draft_id"] = [], ["joining_id"] = [],
            ["proposal_id"] = ["1"], ["beside_proposal_id"] = [],
        };
        List<Asker> everybody =
        [
            .. new[]
            {
                (Readers.Nobody, People.Nobody), (Readers.Resident, People.Amina), (Readers.OtherGroup, People.Tom),
                (Readers.OwnOfficer, People.Olu), (Readers.OtherOfficer, Hill), (Readers.EveryOfficer, People.Grace),
                (Readers.Finance, People.Femi),
            }.Select(one => new Asker(one.Item1, council.Service.As(one.Item2), knows)),
        ];
        // There is no idea, no link and no file, and how people agree is said later.
        string[] silent =
        [
            "GetProposal", "GetProposalPhoto", "GetFlags", "GetMyVoice", "GetListening", "GetCardSortAgreement", "GetOperaRoom", "GetCase",
            "GetBallotPaperPreview", "GetOperaPlace", "GetOperaResult", "GetVoiceFile",
            "GetEnquiry", "GetEnquiryFlags", "ListEnquiries", "GetProposalDraft",
            "GetAuthorInvitations", "GetInvitation", "GetJoining", "ListJoinings", "ListProposalVersions",
        ];
        List<Reading> readings =
            [.. await ReadingWalk.Past(Contract.Descriptor, everybody, silent), .. await ReadingWalk.Events(council.Service.Database)];
        Assert.True(marks.Wrong(readings) is [], string.Join('\n', marks.Wrong(readings)));

        await council.CloseSort(sort);
        await council.As(People.Tom).GetCardSortAgreementAsync(new() { SortId = sort.SortId });
        Assert.DoesNotContain(Name, (await council.Agreement(sort)).ToString(), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_voice_that_is_taken_back_or_hidden_goes_from_cards_and_piles_at_once(string engine)
    {
        await using var council = await Council.Start(engine);
        var voices = await council.StartWith(4);
        var sort = await council.OpenSort();
        await council.Sort(People.Amina, sort, [Sorted.Pile("All", voices.Take(3))], [voices[3]]);
        await council.Sort(People.Tom, sort, [Sorted.Pile("All", voices)]);
        await council.TakeBack(voices[0], People.Resident("speaker-0"));
        await VoiceHidingTests.Judge(council, People.Grace, voices[1], HidingJudgement.Hide);
        await council.Forget(People.Resident("speaker-3"));
        string[] left = [voices[2].VoiceId];
        Assert.Equal(left, (await council.Cards(sort)).Cards.Select(card => card.VoiceId));
        Assert.Equal(1, (await council.Cards(sort)).Sort.Cards);
        var mine = await council.Piles(People.Amina, sort);
        Assert.Equal((left[0], 0), (Assert.Single(mine.Piles[0].VoiceIds), mine.FitsNoneVoiceIds.Count));
        await council.CloseSort(sort);
        Assert.Equal(left, (await council.Agreement(sort)).Cards.Select(card => card.Voice.VoiceId));
        Assert.DoesNotContain(await Cell.AllOf(council.Service.Database), cell => cell.Text == voices[0].VoiceId
            && cell.Table is "sort_card" or "sorted_card" or "theme_quote");
        // What is shown again is a card again.
        await VoiceHidingTests.Judge(council, People.Noor, voices[1], HidingJudgement.Show);
        Assert.Equal(2, (await council.Agreement(sort)).Cards.Count);
    }

    [Theory, EveryDatabase]
    public async Task What_is_hidden_is_not_in_the_data_of_whoever_sorted_it_either(string engine)
    {
        await using var council = await Council.Start(engine);
        var voices = await council.StartWith(2);
        var sort = await council.OpenSort();
        await council.Sort(People.Amina, sort, [Sorted.Pile("All", voices)]);
        await VoiceHidingTests.Judge(council, People.Grace, voices[0], HidingJudgement.Hide);
        List<string> given = [];
        await MyData.Read(new MyRows(
            council.Service.Database, People.Amina.Subject,
            part =>
            {
                given.Add(part.ToString());
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken));
        Assert.Contains(given, row => row.Contains(voices[1].Words, StringComparison.Ordinal));
        Assert.DoesNotContain(given, row => row.Contains(voices[0].Words, StringComparison.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_is_forgotten_has_sorted_nothing(string engine)
    {
        await using var council = await Council.Start(engine);
        var voices = await council.StartWith(2);
        var sort = await council.OpenSort();
        await council.Sort(People.Amina, sort, [Sorted.Pile("Otters", voices)]);
        await council.Sort(People.Tom, sort, [Sorted.Pile("Swifts", voices)]);
        await council.CloseSort(sort);
        await council.Forget(People.Amina);
        Assert.Equal(1, (await council.Agreement(sort)).Sort.Sorters);
        Assert.DoesNotContain(
            await Cell.AllOf(council.Service.Database), cell => cell.Text.Contains("Otters", StringComparison.OrdinalIgnoreCase));
    }

    [Theory, EveryDatabase]
    public async Task Two_saves_of_one_person_at_once_are_one_of_them_and_closing_meanwhile_is_before_or_after(string engine)
    {
        await using var council = await Council.Start(engine);
        var voices = await council.StartWith(6);
        for (var times = 0; times < 5; times++)
        {
            var sort = await council.OpenSort();
            var reasons = await Race.Reasons(
                () => council.Sort(People.Amina, sort, [Sorted.Pile("A", voices.Take(3))]),
                () => council.Sort(People.Amina, sort, [Sorted.Pile("B1", voices.Skip(3)), Sorted.Pile("B2", voices[0])]),
                () => council.Sort(People.Tom, sort, [Sorted.Pile("C", voices)]), () => council.CloseSort(sort));
            Assert.All(reasons, reason => Assert.Contains(reason, (string[])["", "CARD_SORT_IS_CLOSED"]));
            var kept = await council.Piles(People.Amina, sort);
            Assert.Contains(
                string.Join(' ', kept.Piles.Select(pile => $"{pile.Name}:{pile.VoiceIds.Count}")), (string[])["", "A:3", "B1:3 B2:1"]);
        }
    }

    [Theory, EveryDatabase]
    public async Task The_same_request_opens_sorts_and_closes_once(string engine)
    {
        await using var council = await Council.Start(engine);
        var voices = await council.StartWith(2);
        var open = new OpenCardSortRequest { RequestId = Council.NewRequest(), RoundId = Council.RoundId };
        var sort = await council.As(People.Grace).OpenCardSortAsync(open);
        Assert.Equal(sort, await council.As(People.Grace).OpenCardSortAsync(open));
        var (first, request) = (Council.NewRequest(), Council.NewRequest());
        await council.Sort(People.Amina, sort, [Sorted.Pile("First", voices)], requestId: first);
        await council.Sort(People.Amina, sort, [Sorted.Pile("Second", voices)], requestId: request);
        // The earlier one, late and twice, changes nothing, and answers with how they have sorted now.
        var again = await council.Sort(People.Amina, sort, [Sorted.Pile("First", voices)], requestId: first);
        Assert.Equal("Second", Assert.Single(again.Piles).Name);
        var close = new CloseCardSortRequest { RequestId = Council.NewRequest(), SortId = sort.SortId };
        var closed = await council.As(People.Grace).CloseCardSortAsync(close);
        council.Service.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(closed, await council.As(People.Grace).CloseCardSortAsync(close));
    }
}
