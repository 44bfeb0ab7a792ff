using Participatory.Accountability.Commitments;
using Participatory.Accountability.Ideas;
using Participatory.Accountability.Scores;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Accountability.Decisions;

public sealed class CommitmentDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_command_on_a_commitment_in_every_state() => StateTable.Holds<CommitmentState>(
        """
                 Keep                Break               Explain
        OPEN     Kept                Broken              COMMITMENT_NOT_LATE
        KEPT     COMMITMENT_SETTLED  COMMITMENT_SETTLED  COMMITMENT_NOT_LATE
        LATE     Late                Broken              Late
        BROKEN   COMMITMENT_SETTLED  COMMITMENT_SETTLED  COMMITMENT_NOT_LATE
        CHANGED  COMMITMENT_KEEPS_ITSELF  COMMITMENT_SETTLED  COMMITMENT_NOT_LATE
        """,
        ("Keep", state => SettleCommitment.DecideKept(In(state), Now).StateAt(Now)),
        ("Break", state => SettleCommitment.DecideBroken(In(state), "No time.", People.Grace, Now).StateAt(Now)),
        ("Explain", state => SettleCommitment.DecideExplained(In(state), "Rain.", People.Grace, Now).StateAt(Now)));

    [Fact]
    public void Only_what_somebody_wrote_down_is_kept_by_saying_so() => StateTable.Holds<CommitmentKind>(
        """
                      Keep
        PAY           COMMITMENT_KEEPS_ITSELF
        ANSWER        COMMITMENT_KEEPS_ITSELF
        WRITTEN       Kept
        CHANGED_MIND  COMMITMENT_KEEPS_ITSELF
        CLAWBACK      COMMITMENT_KEEPS_ITSELF
        PRIORITY      COMMITMENT_KEEPS_ITSELF
        """,
        ("Keep", kind => SettleCommitment.DecideKept(In("OPEN") with { Kind = kind }, Now).StateAt(Now)));

    [Fact]
    public void Every_command_on_a_priority_in_every_state() => StateTable.Holds(
        ["OPEN", "KEPT", "LATE", "BROKEN"],
        """
               Answer            Break                  Explain
        OPEN   Kept              PRIORITY_WANTS_ANSWER  COMMITMENT_NOT_LATE
        KEPT   PRIORITY_ANSWERED PRIORITY_WANTS_ANSWER  COMMITMENT_NOT_LATE
        LATE   PRIORITY_ANSWERED PRIORITY_WANTS_ANSWER  Late
        BROKEN Late              PRIORITY_WANTS_ANSWER  COMMITMENT_NOT_LATE
        """,
        ("Answer", state => AnswerPriority.Decide(
            new() { Answer = PriorityAnswerKind.WeWill }, Priority(state), People.Grace, "p", Now).Answered.StateAt(Now)),
        ("Break", state => SettleCommitment.DecideBroken(Priority(state), "No time.", People.Grace, Now).StateAt(Now)),
        ("Explain", state => SettleCommitment.DecideExplained(Priority(state), "Rain.", People.Grace, Now).StateAt(Now)));

    [Fact]
    public void A_priority_is_answered_and_nothing_else_is() => StateTable.Holds<CommitmentKind>(
        """
                      Answer
        PAY           NO_PRIORITY
        ANSWER        NO_PRIORITY
        WRITTEN       NO_PRIORITY
        CHANGED_MIND  NO_PRIORITY
        CLAWBACK      NO_PRIORITY
        PRIORITY      Kept
        """,
        ("Answer", kind => AnswerPriority.Decide(
            new() { Answer = PriorityAnswerKind.WeWill }, In("OPEN") with { Kind = kind }, People.Grace, "p", Now).Answered.StateAt(Now)));

    private static CommitmentRow Priority(string state)
    {
        var open = In("OPEN") with { CommitmentId = "priority-1", Kind = "PRIORITY" };
        var priority = state switch
        {
            "KEPT" => open with { SettledAt = Now },
            "LATE" => open with { DueAt = Now.AddDays(-2), SettledAt = Now.AddDays(-1) },
            "BROKEN" => open with { DueAt = Now.AddDays(-1) },
            _ => open,
        };
        Assert.Equal(state, StateText.Of(priority.StateAt(Now)));
        return priority;
    }

    [Fact]
    public void Why_something_is_late_or_broken_is_signed()
    {
        var broken = SettleCommitment.DecideBroken(In("OPEN"), "No time.", People.Grace, Now);
        Assert.Equal((Now, "No time.", People.Grace.ShownAs), (broken.BrokenAt, broken.Reason, broken.ReasonBy));
        var late = SettleCommitment.DecideExplained(In("LATE"), "Rain.", People.Grace, Now);
        Assert.Equal((null, "Rain.", People.Grace.ShownAs), (late.BrokenAt, late.Reason, late.ReasonBy));
    }

    [Fact]
    public void A_group_says_something_about_steps_that_its_idea_has_behind_it()
    {
        var made = new IdeaRow { RoundId = "round", ProjectId = "1", Proposer = People.Amina.Subject };
        StateTable.Holds<Step>(
            """
                       Made              Reviewed          Voted             Paid              Told
            PROPOSING  1                 1                 1                 1                 1
            REVIEW     STEP_NOT_REACHED  1                 1                 1                 1
            VOTE       STEP_NOT_REACHED  STEP_NOT_REACHED  1                 1                 1
            MONEY      STEP_NOT_REACHED  STEP_NOT_REACHED  STEP_NOT_REACHED  1                 1
            STORY      STEP_NOT_REACHED  STEP_NOT_REACHED  STEP_NOT_REACHED  STEP_NOT_REACHED  1
            """,
            ("Made", step => Said(made, step)),
            ("Reviewed", step => Said(made with { Reviews = 1 }, step)),
            ("Voted", step => Said(made with { Reviews = 1, Won = false }, step)),
            ("Paid", step => Said(made with { Reviews = 1, Won = true, PaidAt = Now }, step)),
            ("Told", step => Said(made with { Reviews = 1, Won = true, PaidAt = Now, Stories = 1 }, step)));
        Assert.Equal("IDEA_NOT_FOUND", StateTable.Outcome(() => Steps.Decide(made, Step.Proposing, People.Tom.Subject)));
        Assert.Equal("IDEA_NOT_FOUND", StateTable.Outcome(() => Steps.Decide(made with { Withdrawn = true }, Step.Proposing,
            People.Amina.Subject)));
        Assert.Equal("IDEA_NOT_FOUND", StateTable.Outcome(() => Steps.Decide(null, Step.Proposing, People.Amina.Subject)));

        static string Said(IdeaRow idea, string step) => Steps.Decide(idea, StateText.Read<Step>(step), People.Amina.Subject).ProjectId;
    }

    [Fact]
    public void What_is_due_is_open_until_its_instant_is_over_and_stays_late_when_it_comes_after_it()
    {
        var due = Now.AddDays(1);
        var moment = TimeSpan.FromMicroseconds(1);
        var promised = In("OPEN") with { DueAt = due };

        Assert.Equal("OPEN", StateText.Of(promised.StateAt(due)));
        Assert.Equal("LATE", StateText.Of(promised.StateAt(due + moment)));
        Assert.Equal("KEPT", StateText.Of((promised with { SettledAt = due }).StateAt(due.AddYears(1))));
        Assert.Equal("LATE", StateText.Of((promised with { SettledAt = due + moment }).StateAt(due.AddYears(1))));
    }

    [Fact]
    public void What_an_officer_promises_is_for_an_area_of_theirs_that_the_round_has()
    {
        var made = Made(1, People.Olu, "E05000001");
        Assert.Equal(("c", "WRITTEN", "A bench", Now, Now.AddDays(9)), (made.CommitmentId, made.Kind, made.Title, made.PromisedAt,
            made.DueAt));
        Assert.Equal("OPEN", StateText.Of(made.StateAt(Now)));
        Assert.Equal("ROUND_NOT_FOUND", StateTable.Outcome(() => Made(0, People.Olu, "E05000001")));
        Assert.Equal("OTHER_AREA", StateTable.Outcome(() => Made(1, People.Olu, "E05000002")));
        Assert.Equal("OTHER_AREA", StateTable.Outcome(() => Made(2, People.Olu, "")));
        Assert.Equal("NO_NAME_TO_SIGN_WITH", StateTable.Outcome(() => Made(2, People.Grace with { ShownAs = " " }, "")));

        static CommitmentRow Made(long areas, Caller caller, string area) => MakeCommitment.Decide(
            new()
            {
                RoundId = "round",
                AreaCode = area,
                Title = "A bench",
                DueTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(Now.AddDays(9)),
            },
            areas, caller, "c", Now);
    }

    /// <summary>A commitment that is in this state now.</summary>
    private static CommitmentRow In(string state)
    {
        var open = new CommitmentRow { CommitmentId = "c", Kind = "WRITTEN", PromisedAt = Now.AddDays(-9), DueAt = Now.AddDays(1) };
        var commitment = StateText.Read<CommitmentState>(state) switch
        {
            CommitmentState.Kept => open with { SettledAt = Now },
            CommitmentState.Late => open with { DueAt = Now.AddDays(-1) },
            CommitmentState.Broken => open with { BrokenAt = Now, Reason = "No time." },
            CommitmentState.Changed => open with { Kind = "CHANGED_MIND", SettledAt = Now },
            _ => open,
        };
        Assert.Equal(state, StateText.Of(commitment.StateAt(Now)));
        return commitment;
    }
}
