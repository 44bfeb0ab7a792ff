using System.Text.RegularExpressions;
using Participatory.Accountability.V1;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;
using Participatory.Types.V1;
using Participatory.Voting.V1;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>
/// Where a statement is for some states and not for others, the table here says yes or no to each state: a state that comes later has to be
/// thought of in every place.
/// </summary>
public sealed partial class StateListTests
{
    /// <summary>The states, with the service whose statements name them.</summary>
    private static readonly (string Of, string Service, IReadOnlyList<string> All)[] States =
    [
        ("award", "Grants", StateText.All<AwardState>()), ("payment", "Grants", StateText.All<PaymentState>()),
        ("idea", "Proposals", StateText.All<ProposalState>()), ("poll", "Voting", StateText.All<PollState>()),
        ("report", "Accountability", StateText.All<ReportState>()), ("hiding", "Proposals", StateText.All<HidingState>()),
        ("hiding", "Accountability", StateText.All<HidingState>()), ("hiding", "People", StateText.All<HidingState>()),
        ("joining", "Proposals", StateText.All<JoiningState>()),
    ];

    /// <summary>Statement, whose states, yes and no; a list of "all but these" stands here as what it lets through.</summary>
    private const string Table = """
        Accountability.Ideas.IdeaRow.Select            report  yes: TOLD ACCEPTED EXCUSED no: REQUESTED
        Accountability.Ideas.IdeaRow.SelectMine        report  yes: TOLD ACCEPTED EXCUSED no: REQUESTED
        Accountability.Learning.GetLearning.Select     hiding  yes: HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN WAITING SHOWN_AGAIN
        Accountability.Moderation.ListFlaggedParts.Select hiding yes: WAITING SECOND_LOOK no: SHOWN HIDDEN KEPT_HIDDEN SHOWN_AGAIN
        Accountability.Stories.HiddenParts.Select      hiding  yes: HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN WAITING SHOWN_AGAIN
        Accountability.Stories.ListStories.CountSought hiding  yes: HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN WAITING SHOWN_AGAIN
        Accountability.Stories.ListStories.SelectPage  hiding  yes: HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN WAITING SHOWN_AGAIN
        Accountability.Stories.ListStories.SelectPageOfRound hiding yes: HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN WAITING SHOWN_AGAIN
        Accountability.Stories.ListStories.SelectPageOfAwards hiding yes: HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN WAITING SHOWN_AGAIN
        Accountability.Work.CountWork.Select           hiding  yes: WAITING SECOND_LOOK no: SHOWN HIDDEN KEPT_HIDDEN SHOWN_AGAIN
        Grants.Awards.WithdrawAward.Update             payment yes: INSTRUCTED APPROVED CONFIRMED no: CANCELLED
        Grants.OpenData.OpenGrantRow.SelectPage        award   yes: ACCEPTED PAID CLOSED no: OFFERED DECLINED WAITING WITHDRAWN EXPIRED
        Grants.OpenData.OpenGrantRow.SelectPageOfRound award   yes: ACCEPTED PAID CLOSED no: OFFERED DECLINED WAITING WITHDRAWN EXPIRED
        Grants.Payees.PayeeRow.Select                  payment yes: INSTRUCTED APPROVED no: CONFIRMED CANCELLED
        Grants.Payees.ReadPayees.SelectHosted          payment yes: INSTRUCTED APPROVED no: CONFIRMED CANCELLED
        Grants.Payees.ReadPayees.SelectPage            payment yes: INSTRUCTED APPROVED no: CONFIRMED CANCELLED
        Grants.Payees.ReadPayees.SelectPageOfRound     payment yes: INSTRUCTED APPROVED no: CONFIRMED CANCELLED
        Grants.Payees.SharedAccounts.Select            award   yes: ACCEPTED PAID CLOSED no: OFFERED DECLINED WAITING WITHDRAWN EXPIRED
        Grants.Payments.InstructPayment.SelectNext     payment yes: INSTRUCTED APPROVED CONFIRMED no: CANCELLED
        Grants.Rights.ForgetPerson.SelectOver          payment yes: INSTRUCTED APPROVED no: CONFIRMED CANCELLED
        Grants.Samples.DrawSamples.SelectAwards        award   yes: OFFERED ACCEPTED PAID CLOSED WAITING no: DECLINED WITHDRAWN EXPIRED
        Grants.Settlements.SettleRound.SelectUnderWay  award   yes: OFFERED ACCEPTED WAITING no: DECLINED PAID CLOSED WITHDRAWN EXPIRED
        Grants.SignOffs.GetSignOff.SelectPayees        award   yes: ACCEPTED PAID CLOSED no: OFFERED DECLINED WAITING WITHDRAWN EXPIRED
        Grants.SignOffs.GetSignOff.SelectPayees        payment yes: INSTRUCTED APPROVED no: CONFIRMED CANCELLED
        Grants.SignOffs.GetSignOff.SelectPayments      payment yes: INSTRUCTED APPROVED CONFIRMED no: CANCELLED
        Grants.Transfers.GetRoundMoney.SelectAwards    award   yes: OFFERED ACCEPTED PAID CLOSED WAITING no: DECLINED WITHDRAWN EXPIRED
        Grants.Transfers.GetRoundMoney.SelectAwards    award   yes: PAID CLOSED no: OFFERED ACCEPTED DECLINED WAITING WITHDRAWN EXPIRED
        Grants.Work.CountWork.Select                   award   yes: OFFERED WAITING no: ACCEPTED DECLINED PAID CLOSED WITHDRAWN EXPIRED
        Grants.Work.CountWork.SelectPayees             payment yes: INSTRUCTED APPROVED no: CONFIRMED CANCELLED
        People.Groups.ListFlaggedGroups.Select         hiding  yes: WAITING SECOND_LOOK no: SHOWN HIDDEN KEPT_HIDDEN SHOWN_AGAIN
        People.Groups.ListGroups.Select                hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        People.Notices.CountWork.CountGroups           hiding  yes: WAITING SECOND_LOOK no: SHOWN HIDDEN KEPT_HIDDEN SHOWN_AGAIN
        People.Rights.MyData.FoundedGroups             hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.BallotPapers.IdeaRow.Select          idea    yes: OPEN FEASIBLE INFEASIBLE no: WITHDRAWN ON_BALLOT WON LOST
        Proposals.Ideas.CreateProposal.CountShown      hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Moderation.ListFlaggedVoices.Select  hiding  yes: WAITING SECOND_LOOK no: SHOWN HIDDEN KEPT_HIDDEN SHOWN_AGAIN
        Proposals.Moderation.VoiceHiding.CountShown    hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Enquiries.ListEnquiriesForCouncil.Select hiding yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Enquiries.ListEnquiriesForCouncil.Select idea yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Enquiries.TellOfEnquiries.SelectOf hiding yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Enquiries.TellOfEnquiries.SelectUntold hiding yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Moderation.EnquiryHiding.CountShown hiding yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Moderation.ListFlaggedEnquiries.Select hiding yes: WAITING SECOND_LOOK no: SHOWN HIDDEN KEPT_HIDDEN SHOWN_AGAIN
        Proposals.Moderation.ListFlaggedEnquiries.Select idea yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Work.CountWork.CountEnquiries hiding yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Work.CountWork.CountEnquiries idea yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Work.CountWork.CountFlaggedEnquiries hiding yes: WAITING SECOND_LOOK no: SHOWN HIDDEN KEPT_HIDDEN SHOWN_AGAIN
        Proposals.Work.CountWork.CountFlaggedEnquiries idea yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Work.CountWork.CountFlaggedVoices    hiding  yes: WAITING SECOND_LOOK no: SHOWN HIDDEN KEPT_HIDDEN SHOWN_AGAIN
        Proposals.Priorities.ChoiceThemeRow.Select     hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Rights.MyData.SortedCards            hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Rights.MyData.Answers hiding yes: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN SHOWN_AGAIN
        Proposals.Rights.MyData.Enquiries hiding yes: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN SHOWN_AGAIN
        Proposals.Rights.MyData.Supports hiding yes: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN SHOWN_AGAIN
        Proposals.Finding.ListFoundProposals.Count          idea    yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Finding.ListFoundProposals.Count          hiding  yes: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN SHOWN_AGAIN
        Proposals.Finding.ListFoundProposals.Select         idea    yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Finding.ListFoundProposals.Select         hiding  yes: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN SHOWN_AGAIN
        Proposals.Finding.ListFoundProposals.SelectSought   idea    yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Finding.ListFoundProposals.SelectSought   hiding  yes: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN SHOWN_AGAIN
        Proposals.Finding.ListFoundProposals.SelectViews    idea    yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Finding.ListFoundProposals.SelectNearest  idea    yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Finding.ListFoundProposals.SelectNearest  hiding  yes: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN SHOWN_AGAIN
        Proposals.Drafts.RemoveDrafts.DeleteJoinings        joining yes: OPEN REFUSED ENDED no: ACCEPTED
        Proposals.Rights.ForgetPerson.DeleteJoinings        joining yes: OPEN REFUSED ENDED no: ACCEPTED
        Proposals.Rights.ForgetPerson.DeleteJoiningsOf      joining yes: OPEN REFUSED ENDED no: ACCEPTED
        Proposals.Outlines.GetMap.SelectFields              idea    yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Outlines.GetMap.SelectFields              hiding  yes: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN SHOWN_AGAIN
        Proposals.Outlines.GetMap.SelectAlone               idea    yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Outlines.GetMap.SelectAlone               hiding  yes: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN SHOWN_AGAIN
        Proposals.Outlines.GetMap.SelectBounds              idea    yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Outlines.GetMap.SelectBounds              hiding  yes: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN SHOWN_AGAIN
        Proposals.Outlines.GetMap.SelectNowhere             idea    yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Outlines.GetMap.SelectNowhere             hiding  yes: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN SHOWN_AGAIN
        Proposals.Finding.ListFoundProposals.SelectViews    idea    yes: WON LOST no: OPEN WITHDRAWN FEASIBLE INFEASIBLE ON_BALLOT
        Proposals.Finding.ListFoundEverywhere.Count        idea    yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Finding.ListFoundEverywhere.Count        hiding  yes: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN SHOWN_AGAIN
        Proposals.Finding.ListFoundEverywhere.Select       idea    yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Finding.ListFoundEverywhere.Select       hiding  yes: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN SHOWN_AGAIN
        Proposals.Groups.ListGroupProposals.Select     idea    yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Groups.ListGroupProposals.Select     hiding  yes: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN SHOWN_AGAIN
        Proposals.Ideas.ListMyProposals.Select         idea    yes: WON LOST no: OPEN WITHDRAWN FEASIBLE INFEASIBLE ON_BALLOT
        Proposals.Ideas.ListProposals.Count            idea    yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Ideas.ListProposals.Count           hiding  yes: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN SHOWN_AGAIN
        Proposals.Ideas.ListProposals.Select           idea    yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Ideas.ListProposals.Select          hiding  yes: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN SHOWN_AGAIN
        Proposals.Ideas.ListProposals.Select           idea    yes: WON LOST no: OPEN WITHDRAWN FEASIBLE INFEASIBLE ON_BALLOT
        Proposals.Ideas.ListProposals.SelectBackwards  idea    yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Ideas.ListProposals.SelectBackwards hiding  yes: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN no: SHOWN SHOWN_AGAIN
        Proposals.Ideas.ListProposals.SelectBackwards  idea    yes: WON LOST no: OPEN WITHDRAWN FEASIBLE INFEASIBLE ON_BALLOT
        Proposals.Desk.CaseList.Count idea yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Desk.CaseList.SelectOldest idea yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Desk.CaseList.SelectOldest idea yes: WON LOST no: OPEN WITHDRAWN FEASIBLE INFEASIBLE ON_BALLOT
        Proposals.Desk.CaseList.SelectNewest idea yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Desk.CaseList.SelectNewest idea yes: WON LOST no: OPEN WITHDRAWN FEASIBLE INFEASIBLE ON_BALLOT
        Proposals.Desk.CaseList.SelectMostSupported idea yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Desk.CaseList.SelectMostSupported idea yes: WON LOST no: OPEN WITHDRAWN FEASIBLE INFEASIBLE ON_BALLOT
        Proposals.Desk.CaseList.SelectLeastSupported idea yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Desk.CaseList.SelectLeastSupported idea yes: WON LOST no: OPEN WITHDRAWN FEASIBLE INFEASIBLE ON_BALLOT
        Proposals.Ideas.ProposalView.Select            idea    yes: WON LOST no: OPEN WITHDRAWN FEASIBLE INFEASIBLE ON_BALLOT
        Proposals.Moderation.ListFlagged.Select        hiding  yes: WAITING SECOND_LOOK no: SHOWN HIDDEN KEPT_HIDDEN SHOWN_AGAIN
        Proposals.Moderation.ListFlagged.Select        idea    yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Sorting.CardSortRow.Select           hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Sorting.CardSortRow.SelectCards      hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Sorting.CardSortRow.SelectOfRound    hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Sorting.ListCardSorts.Select         hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Sorting.OpenCardSort.SelectVoices    hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Sorting.SortedCardRow.SelectMine     hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Themes.ListThemes.Select             hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Themes.ListThemes.SelectQuoted       hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Themes.ListThemesForCouncil.Select   hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Themes.ListThemeVoices.Select        hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Themes.ListVoicesWithoutTheme.Count  hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Themes.ListVoicesWithoutTheme.Select hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Themes.ThemeRow.Select               hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Themes.ThemeRow.SelectOfRound        hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Themes.ThemeRow.SelectShown          hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Voices.VoiceRow.SelectPublic         hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Voices.ListVoices.Count              hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Voices.ListVoices.Select             hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Voices.ListVoices.SelectLatest       hiding  yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Versions.EditProposal.CountOthersShown hiding yes: SHOWN SHOWN_AGAIN no: WAITING HIDDEN SECOND_LOOK KEPT_HIDDEN
        Proposals.Versions.ListChangedSupports.Select  idea    yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Versions.ListChangedSupports.Select  idea    yes: WON LOST no: OPEN WITHDRAWN FEASIBLE INFEASIBLE ON_BALLOT
        Proposals.Results.ApplyResult.UpdateIdeas      idea    yes: ON_BALLOT WON LOST no: OPEN WITHDRAWN FEASIBLE INFEASIBLE
        Proposals.Rights.ForgetPerson.DeleteFlags      idea    yes: OPEN WITHDRAWN FEASIBLE INFEASIBLE no: ON_BALLOT WON LOST
        Proposals.Rights.ForgetPerson.LockToTakeBack   idea    yes: OPEN WITHDRAWN FEASIBLE INFEASIBLE no: ON_BALLOT WON LOST
        Proposals.Rounds.Proposers.Select              idea    yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Proposals.Work.CountWork.CountFlagged          hiding  yes: WAITING SECOND_LOOK no: SHOWN HIDDEN KEPT_HIDDEN SHOWN_AGAIN
        Proposals.Work.CountWork.CountFlagged          idea    yes: OPEN FEASIBLE INFEASIBLE ON_BALLOT WON LOST no: WITHDRAWN
        Voting.Polls.ForgetVoters.SelectImported       poll    yes: CLOSED DECLARED no: SCHEDULED OPEN
        Voting.Polls.ForgetVoters.SelectWaiting        poll    yes: CLOSED DECLARED no: SCHEDULED OPEN
        Voting.Work.CountWork.Select                   poll    yes: SCHEDULED OPEN no: CLOSED DECLARED
        """;

    [Fact]
    public void A_change_is_of_the_state_about_which_it_was_decided_and_names_no_others() => Assert.Empty(
        from name in OurCode.WithDatabase
        from statement in SqlTests.Statements(name.GetName().Name!)
        let text = statement.Sql.For(Platform.Storage.Dialect.Sqlite)
        // What a result decides of is a whole ballot paper at once, without a row to decide about.
        where Changes().IsMatch(text) && !statement.Field.Contains(".ApplyResult.", StringComparison.Ordinal)
        select statement.Field);

    [Fact]
    public void Every_list_of_states_says_yes_or_no_to_each_of_them()
    {
        var said = Table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Row().Match(line)).ToList();
        Assert.All(said, row => Assert.Equal(
            States.First(one => one.Of == row.Groups["of"].Value).All.Order(StringComparer.Ordinal),
            Words(row, "yes").Concat(Words(row, "no")).Order(StringComparer.Ordinal)));
        var found =
            from name in OurCode.WithDatabase
            from statement in SqlTests.Statements(name.GetName().Name!)
            from list in Lists().Matches(statement.Sql.For(Platform.Storage.Dialect.Sqlite))
            let states = Quoted().Matches(list.Value).Select(match => match.Groups["state"].Value).ToList()
            let service = name.GetName().Name!["Participatory.".Length..]
            let known = States.FirstOrDefault(one => one.Service == service && states.All(one.All.Contains))
            let yes = list.Groups["not"].Success && known.All is not null ? known.All.Except(states) : states
            select $"{statement.Field["Participatory.".Length..]} {known.Of ?? "?"}: {string.Join(' ', yes.Order(StringComparer.Ordinal))}";

        var expected = said.Select(row => $"{row.Groups["where"].Value} {row.Groups["of"].Value}: "
            + string.Join(' ', Words(row, "yes").Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal);
        var actual = found.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(expected.SequenceEqual(actual), $"The statements say:\n{string.Join('\n', actual)}");
    }

    private static string[] Words(Match row, string group) =>
        row.Groups[group].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex(@"^\s*UPDATE\b[^;]*\bstate (NOT )?IN \('", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Changes();

    [GeneratedRegex(@"\bstate (IN \((?!SELECT)|(?<not>NOT IN \(|<> ))'[A-Z_]+'(, '[A-Z_]+')*", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Lists();

    [GeneratedRegex("'(?<state>[A-Z_]+)'", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\s*(?<where>\S+)\s+(?<of>\w+)\s+yes:(?<yes>[A-Z_ ]*) no:(?<no>[A-Z_ ]*)$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Row();
}
