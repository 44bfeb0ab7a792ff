using Participatory.Access.V1;
using Participatory.People;
using Participatory.People.Staff;
using Participatory.Platform.Calls;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn.Decisions;

/// <summary>What administrators decide about roles of others.</summary>
public sealed class RoleDecisionTests
{
    private const string Olu = "olu@council.example", Ann = "ann@council.example", Bob = "bob@council.example";

    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);

    private static readonly Administrator Second = By(Bob, Ann, Bob);

    /// <summary>Nothing; asked for by another and by oneself; given; and what was over before.</summary>
    private static readonly string[] States = ["NONE", "ASKED", "MINE", "GIVEN", "ASKED_OVER", "GIVEN_OVER"];

    [Fact]
    public void Finance_is_asked_for_by_one_and_confirmed_by_another() => StateTable.Holds(
        States,
        """
                    Give        Confirm                      Take
        NONE        ASKED       ROLE_NOT_ASKED               ROLE_NOT_HELD
        ASKED       ROLE_WAITS  GIVEN                        ASKED
        MINE        ROLE_WAITS  SECOND_ADMINISTRATOR_NEEDED  ASKED
        GIVEN       ROLE_HELD   ROLE_NOT_ASKED               GIVEN
        ASKED_OVER  ASKED       ROLE_NOT_ASKED               ROLE_NOT_HELD
        GIVEN_OVER  ASKED       ROLE_NOT_ASKED               ROLE_NOT_HELD
        """,
        ("Give", state => GiveRole.Decide(Row(state, Role.Finance), Asked(Role.Finance), Second, Now).State),
        ("Confirm", state => ConfirmRole.Decide(Row(state, Role.Finance), Second, Now).State),
        ("Take", state => TakeRole.Decide(Row(state, Role.Finance), Second, Now).State));

    [Fact]
    public void An_officer_is_made_by_one_and_an_administrator_too_while_there_is_only_one()
    {
        Assert.Equal("GIVEN", GiveRole.Decide(null, Asked(Role.Officer), Second, Now).State);
        Assert.Equal("GIVEN", GiveRole.Decide(null, Asked(Role.Connector), Second, Now).State);
        // Areas and end are set anew.
        Assert.Equal("GIVEN", GiveRole.Decide(Row("GIVEN", Role.Connector), Asked(Role.Connector), Second, Now).State);
        Assert.Equal("GIVEN", GiveRole.Decide(Row("GIVEN", Role.Officer), Asked(Role.Officer), Second, Now).State);
        Assert.Equal("ASKED", GiveRole.Decide(null, Asked(Role.Administrator), Second, Now).State);
        Assert.Equal("GIVEN", GiveRole.Decide(null, Asked(Role.Administrator), By(Bob, Bob), Now).State);
        Assert.Equal("ASKED", GiveRole.Decide(null, Asked(Role.Finance), By(Bob, Bob), Now).State);
    }

    [Fact]
    public void Who_asked_for_a_role_and_is_no_administrator_any_more_has_asked_for_nothing() => Assert.Equal(
        "ROLE_NOT_ASKED", StateTable.Outcome(() => ConfirmRole.Decide(Row("ASKED", Role.Finance), By(Bob, Bob), Now)));

    [Fact]
    public void One_administrator_without_an_end_stays()
    {
        var last = Row("GIVEN", Role.Administrator, Ann)!;
        Assert.Equal("LAST_ADMINISTRATOR", Take(By(Bob, Ann)));
        Assert.Equal("GIVEN", Take(By(Bob, Ann, Bob)));
        Assert.Equal("LAST_ADMINISTRATOR", Take(Second with
        {
            All = [last, Row("GIVEN", Role.Administrator, Bob)! with { EndsAt = Now.AddDays(1) }],
        }));
        // Whoever is none can always be made less.
        Assert.Equal("yes", End(Row("GIVEN", Role.Officer)!));
        Assert.Equal("LAST_ADMINISTRATOR", End(last));

        string Take(Administrator by) => StateTable.Outcome(() => TakeRole.Decide(last, by, Now).State);

        static string End(StaffRoleRow row) => StateTable.Outcome(() => EndRoles.Decide([row], By(Bob, Ann), Now));
    }

    [Fact]
    public void Only_while_there_is_no_administrator_the_settings_say_who_is_on_the_list()
    {
        StaffSetting[] named = [new("Olu@council.example", "Olu", ["officer"]), new(Bob, "Bob", ["finance", "administrator"])];
        var before = new Dictionary<string, StaffRow>(StringComparer.Ordinal) { [Ann] = new() { Email = Ann } };
        var (put, gone) = KeepStaff.Decide(named, before, onPages: false);
        Assert.Equal(named, put);
        Assert.Equal([Ann], gone);

        (put, gone) = KeepStaff.Decide(named, before, onPages: true);
        Assert.Empty(gone);
        var added = Assert.Single(put);
        Assert.Equal((Bob, "administrator"), (added.Email, Assert.Single(added.Roles)));
        // Whom the list knows is as the list has them.
        before[Bob] = new() { Email = Bob, EndedAt = Now };
        Assert.Empty(KeepStaff.Decide(named, before, onPages: true).Put);
    }

    private static Administrator By(string address, params string[] all) =>
        new(address, "Bob Ray, clerk", [.. all.Select(one => Row("GIVEN", Role.Administrator, one)!)]);

    private static StaffRoleRow Asked(Role role) => new()
    {
        Email = Olu, Role = StateText.Of(role), State = "ASKED", AskedBy = Bob, AskedAs = "Bob Ray, clerk", AskedAt = Now,
    };

    private static StaffRoleRow? Row(string state, Role role, string email = Olu) => state == "NONE" ? null : new()
    {
        Email = email,
        Role = StateText.Of(role),
        State = state.StartsWith("GIVEN", StringComparison.Ordinal) ? "GIVEN" : "ASKED",
        AskedBy = state == "MINE" ? Bob : Ann,
        AskedAs = "Ann Lee, head of audit",
        AskedAt = Now.AddDays(-1),
        EndsAt = state.EndsWith("OVER", StringComparison.Ordinal) ? Now : null,
    };
}
