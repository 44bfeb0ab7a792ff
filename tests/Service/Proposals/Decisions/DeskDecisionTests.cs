using Participatory.Platform.Calls;
using Participatory.Proposals.Desk;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Valuations;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals.Decisions;

public sealed class DeskDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly DeskOfficerRow[] Colleagues = [new() { OfficerSubject = People.Noor.Subject, ShownAs = "Noor Khan, clerk" }];

    [Fact]
    public void Officers_assign_value_and_note_in_every_phase_as_long_as_it_matters() => StateTable.Holds<Phase>(
        """
                  Assign            Value
        LISTENING subject-grace     VALUING_NOT_YET
        ACCEPTING subject-grace     1
        REVIEWING subject-grace     1
        BALLOTING subject-grace     VALUING_NO_MORE
        FINISHED  ROUND_IS_FINISHED ROUND_IS_FINISHED
        """,
        ("Assign", phase => AssignProposal.Decide(
            People.Grace.Subject, Idea("1"), StateText.Read<Phase>(phase), Colleagues, People.Grace)),
        ("Value", phase => ValueProposals.Decide(Values("1"), Ideas("1"), Round(phase), People.Grace).Count));

    [Fact]
    public void An_idea_is_given_to_oneself_to_a_colleague_of_the_area_or_to_nobody()
    {
        Assert.Equal("subject-noor", StateTable.Outcome(() => Assigned(People.Noor.Subject)));
        Assert.Null(Assigned(""));
        Assert.Equal("COLLEAGUE_UNKNOWN", StateTable.Outcome(() => Assigned(People.Amina.Subject)));
        Assert.Equal("AREA_OF_OTHERS", StateTable.Outcome(() => AssignProposal.Decide(
            "", Idea("1", area: "E05000002"), Phase.Accepting, Colleagues, People.Olu)));
        Assert.Equal("PROPOSAL_WITHDRAWN", StateTable.Outcome(() => AssignProposal.Decide(
            "", Idea("1", "WITHDRAWN"), Phase.Accepting, Colleagues, People.Grace)));

        static string? Assigned(string colleague) =>
            AssignProposal.Decide(colleague, Idea("1"), Phase.Accepting, Colleagues, People.Grace);
    }

    [Fact]
    public void A_reminder_is_ahead_and_an_idea_holds_two_hundred_notes()
    {
        Assert.Null(ChooseReminder.Decide(remindAt: null, Idea("1"), People.Grace, Now));
        Assert.Equal(Now.AddTicks(10), ChooseReminder.Decide(Now.AddTicks(10), Idea("1"), People.Grace, Now));
        Assert.Equal("@remind_time", StateTable.Outcome(() => ChooseReminder.Decide(Now, Idea("1"), People.Grace, Now)));
        Assert.Equal("AREA_OF_OTHERS", StateTable.Outcome(
            () => ChooseReminder.Decide(Now.AddDays(1), Idea("1", area: "E05000002"), People.Olu, Now)));

        var asked = new AddCaseNoteRequest { Words = "Ask the parks team." };
        var note = AddCaseNote.Decide(asked, Idea("1", "WITHDRAWN"), AddCaseNote.MostOfIdea - 1, People.Grace, Now);
        Assert.Equal(("Ask the parks team.", People.Grace.ShownAs, Now), (note.Words, note.WrittenBy, note.WrittenAt));
        Assert.Equal("CASE_NOTES_FULL", StateTable.Outcome(
            () => AddCaseNote.Decide(asked, Idea("1"), AddCaseNote.MostOfIdea, People.Grace, Now)));
        Assert.Equal("AREA_OF_OTHERS", StateTable.Outcome(
            () => AddCaseNote.Decide(asked, Idea("1", area: "E05000002"), 0, People.Olu, Now)));
    }

    [Fact]
    public void Of_several_valuations_each_that_is_wrong_is_named_by_its_place()
    {
        var ideas = Ideas("1", "2").Append(new("3", Idea("3", "WITHDRAWN"))).ToDictionary(one => one.Key, one => one.Value);
        var request = Values("1", "9", "3", "1");
        request.Valuations[0].Valuation.Cost.Currency = "EUR";
        var refused = Assert.Throws<Refusal>(() => ValueProposals.Decide(request, ideas, Round("ACCEPTING"), People.Grace));
        Assert.Equal(
            [
                ("valuations[0].valuation.cost.currency", "CURRENCY_OTHER"), ("valuations[1].proposal_id", "IDEA_NOT_HERE"),
                ("valuations[2].proposal_id", "IDEA_WAS_TAKEN_BACK"), ("valuations[3].proposal_id", "IDEA_TWICE"),
            ],
            refused.Fields.Select(fault => (fault.Field, fault.Reason.Name)));
        request = Values("1", "2");
        (request.Valuations[0].Version, request.Valuations[1].Version) = (1, 1);
        ideas["2"] = ideas["2"] with { Version = 2 };
        refused = Assert.Throws<Refusal>(() => ValueProposals.Decide(request, ideas, Round("ACCEPTING"), People.Grace));
        Assert.Equal(
            [("valuations[1].version", "EDITED_MEANWHILE")], refused.Fields.Select(fault => (fault.Field, fault.Reason.Name)));
        ideas["2"] = ideas["2"] with { AreaCode = "E05000002" };
        Assert.Equal("AREA_OF_OTHERS", StateTable.Outcome(
            () => ValueProposals.Decide(Values("1", "2"), ideas, Round("ACCEPTING"), People.Olu)));
    }

    [Fact]
    public void A_part_of_a_title_is_looked_for_as_it_is_typed()
    {
        Assert.Equal("", CaseList.PatternOf(""));
        Assert.Equal("%100!% ![x!_!!]%", CaseList.PatternOf("100% [X_!]"));
    }

    private static ValueProposalsRequest Values(params string[] ids) => new()
    {
        Valuations =
        {
            ids.Select(id => new ProposalValuation
            {
                ProposalId = id, Valuation = new Valuation { Cost = new Money { AmountMinor = 500, Currency = "GBP" } },
            }),
        },
    };

    private static Dictionary<string, ProposalRow> Ideas(params string[] ids) =>
        ids.ToDictionary(id => id, id => Idea(id), StringComparer.Ordinal);

    private static ProposalRow Idea(string id, string state = "OPEN", string area = "E05000001") =>
        new() { ProposalId = id, AreaCode = area, ProposerSubject = People.Amina.Subject, State = state };

    private static RoundRow Round(string phase) => new() { RoundId = "round", Phase = phase, Currency = "GBP" };
}
