using Participatory.Access.V1;
using Participatory.People.Passkeys;
using Participatory.People.Staff;
using Participatory.Platform.Calls;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn.Decisions;

/// <summary>What two administrators decide about passkeys that somebody has lost.</summary>
public sealed class ResetDecisionTests
{
    private const string Olu = "olu@council.example", Ann = "ann@council.example", Bob = "bob@council.example";

    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);

    private static readonly StaffRoleRow Officer = Given(Olu, Role.Officer);

    private static readonly Administrator Second = new(
        Bob, "Bob Ray, clerk", [Given(Ann, Role.Administrator), Given(Bob, Role.Administrator)]);

    private static readonly PasskeyRow Lost = new() { PasskeyId = "lost", AddedAt = Now.AddYears(-1), UsedAt = Now.AddDays(-30) };

    /// <summary>Nothing; asked for by another and by oneself; a week ago; and confirmed before.</summary>
    private static readonly string[] States = ["NONE", "ASKED", "MINE", "ASKED_OVER", "CONFIRMED"];

    [Fact]
    public void It_is_asked_for_by_one_and_confirmed_by_another() => StateTable.Holds(
        States,
        """
                    Ask          Confirm             Decline
        NONE        yes          RESET_NOT_ASKED     RESET_NOT_ASKED
        ASKED       RESET_WAITS  yes                 yes
        MINE        RESET_WAITS  RESET_NEEDS_SECOND  yes
        ASKED_OVER  yes          RESET_NOT_ASKED     RESET_NOT_ASKED
        CONFIRMED   yes          RESET_NOT_ASKED     RESET_NOT_ASKED
        """,
        ("Ask", state => AskPasskeyReset.Decide(Row(state), Row("ASKED")!, [Officer], [Lost], Now).Waits(Now)),
        ("Confirm", state => ConfirmPasskeyReset.Decide(Row(state), [Lost], Second, Now).ConfirmedBy == Bob),
        ("Decline", state => DeclinePasskeyReset.Decide(Row(state), Now) is not null));

    [Fact]
    public void Whoever_needs_none_gets_none()
    {
        Assert.Equal("RESET_NO_ROLE", Ask([], [Lost]));
        Assert.Equal("RESET_NO_ROLE", Ask([Officer with { EndsAt = Now }], [Lost]));
        Assert.Equal("RESET_NO_PASSKEY", Ask([Officer], []));
        Assert.Equal("RESET_PASSKEY_USED", Confirm(Lost with { UsedAt = Now }));
        Assert.Equal("RESET_PASSKEY_USED", Confirm(Lost with { AddedAt = Now }));
        Assert.Equal("RESET_NOT_ASKED", StateTable.Outcome(
            () => ConfirmPasskeyReset.Decide(Row("ASKED"), [Lost], Second with { All = [Given(Bob, Role.Administrator)] }, Now)));

        static string Ask(StaffRoleRow[] roles, PasskeyRow[] passkeys) =>
            StateTable.Outcome(() => AskPasskeyReset.Decide(null, Row("ASKED")!, roles, passkeys, Now));

        static string Confirm(PasskeyRow other) =>
            StateTable.Outcome(() => ConfirmPasskeyReset.Decide(Row("ASKED"), [Lost, other], Second, Now));
    }

    private static StaffRoleRow Given(string email, Role role) => new() { Email = email, Role = StateText.Of(role), State = "GIVEN" };

    private static PasskeyResetRow? Row(string state) => state == "NONE" ? null : new()
    {
        Email = Olu,
        AskedBy = state == "MINE" ? Bob : Ann,
        AskedAs = "Ann Lee, head of audit",
        AskedAt = state == "ASKED_OVER" ? Now - PasskeyResetRow.WaitsFor : Now.AddDays(-1),
        ConfirmedBy = state == "CONFIRMED" ? Bob : null,
        ConfirmedAt = state == "CONFIRMED" ? Now.AddHours(-1) : null,
    };
}
