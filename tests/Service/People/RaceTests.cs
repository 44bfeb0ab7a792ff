using Participatory.Access.V1;
using Participatory.People.V1;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>
/// Somebody who comes in twice at the same moment is one person; codes against each other are in <see cref="SignInCodesTests"/>.
/// </summary>
public sealed class RaceTests
{
    [Theory, EveryDatabase]
    public async Task Somebody_new_who_signs_in_on_two_devices_at_once_is_one_person(string engine)
    {
        await using var desk = await Desk.Open(engine);
        for (var round = 0; round < Race.Rounds; round++)
        {
            var email = $"somebody{round}@example.org";
            var (phone, phonesCode) = await desk.CodeFrom("phone", email);
            desk.Clock.Advance(TimeSpan.FromSeconds(1));
            var (laptop, laptopsCode) = await desk.CodeFrom("laptop", email);
            await Race.All(() => desk.Use(phone, phonesCode), () => desk.Use(laptop, laptopsCode));
        }

        await using var session = await desk.Service.Database.Read(CancellationToken.None);
        Assert.Equal(
            Race.Rounds, await session.One<long>(new Sql("SELECT COUNT(*) FROM address WHERE value LIKE 'somebody%@example.org'")));
        Assert.Equal(
            Race.Rounds,
            await session.One<long>(new Sql("""
                SELECT COUNT(*) FROM (SELECT subject FROM session GROUP BY subject HAVING COUNT(*) = 2) twice
                """)));
    }

    [Theory, EveryDatabase]
    public async Task Of_two_changes_of_an_address_at_once_one_waits_for_its_codes(string engine)
    {
        await using var desk = await Desk.Open(engine);
        for (var round = 0; round < Race.Rounds; round++)
        {
            var who = Tests.People.Resident(await desk.Add($"somebody{round}@example.org"));
            var reasons = await Race.Reasons(
                () => AddressChangeTests.Ask(desk, who, $"phone{round}@example.net"),
                () => AddressChangeTests.Ask(desk, who, $"laptop{round}@example.net"));
            Assert.Equal(["", ""], reasons);
        }

        await using var session = await desk.Service.Database.Read(CancellationToken.None);
        Assert.Equal(Race.Rounds, await session.One<long>(new Sql("SELECT COUNT(*) FROM address_change")));
    }

    [Theory, EveryDatabase]
    public async Task Of_two_administrators_who_confirm_at_once_one_does(string engine)
    {
        await using var desk = await Desk.Open(
            engine,
            [
                .. Desk.Named(0, "ann@council.example", "Ann", "administrator"),
                .. Desk.Named(1, "bob@council.example", "Bob", "administrator"),
                .. Desk.Named(2, "kit@council.example", "Kit", "administrator"),
                .. Desk.Named(3, "olu@council.example", "Olu", "officer"),
            ]);
        var ann = await desk.CallerOf("ann@council.example");
        var (bob, kit) = (await desk.CallerOf("bob@council.example"), await desk.CallerOf("kit@council.example"));
        for (var round = 0; round < Race.Rounds; round++)
        {
            await RolesTests.Give(desk, ann, "olu@council.example", Role.Finance);
            var reasons = await Race.Reasons(
                () => RolesTests.Confirm(desk, bob, "olu@council.example", Role.Finance),
                () => RolesTests.Confirm(desk, kit, "olu@council.example", Role.Finance));
            Assert.Equal(["", "ROLE_NOT_ASKED"], reasons.Order(StringComparer.Ordinal));
            await RolesTests.Take(desk, ann, "olu@council.example", Role.Finance);
        }

        var changes = await desk.As(Tests.People.Grace).ListStaffChangesAsync(new() { PageSize = 200 });
        Assert.Equal(Race.Rounds, changes.Changes.Count(it => it.Kind == StaffChangeKind.RoleConfirmed));
    }

    [Theory, EveryDatabase]
    public async Task Of_two_administrators_who_confirm_lost_passkeys_at_once_one_does(string engine)
    {
        await using var desk = await Desk.Open(
            engine,
            [
                .. Desk.Named(0, "ann@council.example", "Ann", "administrator"),
                .. Desk.Named(1, "bob@council.example", "Bob", "administrator"),
                .. Desk.Named(2, "kit@council.example", "Kit", "administrator"),
                .. Desk.Named(3, "olu@council.example", "Olu", "officer"),
            ]);
        var ann = await desk.CallerOf("ann@council.example");
        var (bob, kit) = (await desk.CallerOf("bob@council.example"), await desk.CallerOf("kit@council.example"));
        for (var round = 0; round < Race.Rounds; round++)
        {
            await PasskeyResetTests.HasPasskey(desk, "olu@council.example");
            await PasskeyResetTests.Ask(desk, ann, "olu@council.example");
            var reasons = await Race.Reasons(
                () => PasskeyResetTests.Confirm(desk, bob, "olu@council.example"),
                () => PasskeyResetTests.Confirm(desk, kit, "olu@council.example"));
            Assert.Equal(["", "RESET_NOT_ASKED"], reasons.Order(StringComparer.Ordinal));
        }

        var changes = await desk.As(Tests.People.Grace).ListStaffChangesAsync(new() { PageSize = 200 });
        Assert.Equal(Race.Rounds, changes.Changes.Count(it => it.Kind == StaffChangeKind.ResetConfirmed));
    }

    [Theory, EveryDatabase]
    public async Task Of_two_administrators_who_end_each_others_roles_at_once_one_stays(string engine)
    {
        await using var desk = await Desk.Open(engine, Desk.Named(0, "ann@council.example", "Ann", "administrator"));
        var callers = new[] { await desk.CallerOf("ann@council.example"), await desk.CallerOf("nia@council.example") };
        string[] emails = ["ann@council.example", "nia@council.example"];
        for (var round = 0; round < Race.Rounds; round++)
        {
            var reasons = await Race.Reasons(
                () => RolesTests.Take(desk, callers[0], emails[1], Role.Administrator),
                () => RolesTests.Take(desk, callers[1], emails[0], Role.Administrator));
            Assert.Equal(["", "ADMINISTRATOR_NO_MORE"], reasons.Order(StringComparer.Ordinal));
            var winner = reasons[0].Length == 0 ? 0 : 1;
            await RolesTests.Give(desk, callers[winner], emails[1 - winner], Role.Administrator);
        }
    }
}
