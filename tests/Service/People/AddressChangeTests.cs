using System.Text.RegularExpressions;
using Google.Protobuf;
using Participatory.Access.V1;
using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>A person changes the address by which they sign in: both addresses say yes.</summary>
public sealed partial class AddressChangeTests
{
    private const string Old = "amina.yusuf@example.org", New = "amina@example.net", Bob = "bob@example.org";
    private const string Olu = "olu@council.example", OluNew = "olu.ade@council.example", Ann = "ann@council.example";

    private static readonly (string Name, string Value)[] Staff =
    [
        .. Desk.Named(0, Ann, "Ann Lee, head of audit", "administrator"), .. Desk.Named(1, Olu, "Olu Ade, ward officer", "officer"),
    ];

    [Theory, EveryDatabase]
    public async Task Both_addresses_confirm_and_then_the_new_one_is_theirs_and_the_old_one_nobodys(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var (here, there) = (await desk.SignIn(Old), await desk.SignIn(Old));
        var amina = await CallerIn(desk, here);
        await Ask(desk, amina, $" {New.ToUpperInvariant()} ");
        await Confirm(desk, amina, await CodeTo(desk, New), await CodeTo(desk, Old));

        Assert.Equal(New, (await desk.Identity(here)).Label);
        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => desk.Identity(there)));
        Assert.Equal(amina.Subject, (await CallerIn(desk, await desk.SignIn(New))).Subject);
        Assert.NotEqual(amina.Subject, (await CallerIn(desk, await desk.SignIn(Old))).Subject);
        await desk.SendNotices();
        var told = (await desk.Mails()).Single(mail => mail.Subject == $"Your email address has changed to {New}");
        Assert.Equal(Old, told.Recipient);
        Assert.Contains(New, told.Body, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task One_code_alone_or_in_another_session_or_too_late_changes_nothing(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var (amina, elsewhere) = (await CallerIn(desk, await desk.SignIn(Old)), await CallerIn(desk, await desk.SignIn(Old)));
        await Ask(desk, amina, New);
        var (toNew, toOld) = (await CodeTo(desk, New), await CodeTo(desk, Old));
        var wrong = toNew == "000000" ? "000001" : "000000";
        Assert.Equal("SIGN_IN_CODE_WRONG", await Desk.Refused(() => Confirm(desk, amina, wrong, toOld)));
        Assert.Equal("SIGN_IN_CODE_WRONG", await Desk.Refused(() => Confirm(desk, amina, toNew, toOld == wrong ? "000002" : wrong)));
        Assert.Equal("INVALID_REQUEST", await Desk.Refused(() => Confirm(desk, amina, toNew, "")));
        Assert.Equal("SIGN_IN_CODE_GONE", await Desk.Refused(() => Confirm(desk, elsewhere, toNew, toOld)));
        desk.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("SIGN_IN_CODE_GONE", await Desk.Refused(() => Confirm(desk, amina, toNew, toOld)));
        Assert.Equal(amina.Subject, (await CallerIn(desk, await desk.SignIn(Old))).Subject);
    }

    [Theory, EveryDatabase]
    public async Task After_five_wrong_tries_the_right_codes_change_nothing_either(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var amina = await CallerIn(desk, await desk.SignIn(Old));
        await Ask(desk, amina, New);
        var (toNew, toOld) = (await CodeTo(desk, New), await CodeTo(desk, Old));
        var wrong = toNew == "000000" ? "000001" : "000000";
        for (var tries = 0; tries < 5; tries++)
        {
            Assert.Equal("SIGN_IN_CODE_WRONG", await Desk.Refused(() => Confirm(desk, amina, wrong, toOld)));
        }

        Assert.Equal("SIGN_IN_CODE_GONE", await Desk.Refused(() => Confirm(desk, amina, toNew, toOld)));
    }

    [Theory, EveryDatabase]
    public async Task Whether_an_address_is_somebody_elses_makes_no_difference_and_its_owner_is_told(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var bob = await CallerIn(desk, await desk.SignIn(Bob));
        var amina = await CallerIn(desk, await desk.SignIn(Old));
        var free = await Ask(desk, amina, New);
        var taken = await Ask(desk, amina, Bob);
        Assert.Equal(free, taken);
        var told = (await desk.Mails()).First(mail => mail.Recipient == Bob);
        Assert.Equal("Did you ask for this?", told.Subject);
        Assert.DoesNotMatch(SixDigits(), told.Body);
        Assert.Equal("SIGN_IN_CODE_WRONG", await Desk.Refused(async () => await Confirm(desk, amina, "123456", await CodeTo(desk, Old))));
        Assert.Equal(bob.Subject, (await CallerIn(desk, await desk.SignIn(Bob))).Subject);

        // Nor does it where somebody proves it while the codes are on their way. Her own has had three codes and waits.
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await Ask(desk, amina, New);
        var (toNew, toOld) = (await CodeTo(desk, New), await CodeTo(desk, Old));
        await desk.Add(New);
        Assert.Equal("SIGN_IN_CODE_GONE", await Desk.Refused(() => Confirm(desk, amina, toNew, toOld)));
        Assert.Equal("EMAIL_SAME", await Desk.Refused(() => Ask(desk, amina, Old)));
    }

    [Theory, EveryDatabase]
    public async Task What_somebody_may_do_here_goes_with_their_address_and_a_start_brings_nobody_back_by_the_old_one(string engine)
    {
        await using var desk = await Desk.Open(engine, Staff);
        var secret = await desk.SignIn(Olu);
        var olu = await CallerIn(desk, secret);
        await Ask(desk, olu, OluNew);
        await Confirm(desk, olu, await CodeTo(desk, OluNew), await CodeTo(desk, Olu));
        Assert.True((await CallerIn(desk, secret)).Is(Role.Officer));
        Assert.True((await CallerIn(desk, await desk.SignIn(OluNew))).Is(Role.Officer));
        Assert.Empty((await CallerIn(desk, await desk.SignIn(Olu))).Roles);

        // Ann's mailbox by another name, which would be two of the staff.
        await Ask(desk, olu, "ann+olu@council.example");
        Assert.Equal("STAFF_SAME_MAILBOX", await Desk.Refused(async () =>
            await Confirm(desk, olu, await CodeTo(desk, "ann+olu@council.example"), await CodeTo(desk, OluNew))));
        Assert.True((await CallerIn(desk, secret)).Is(Role.Officer));
    }

    [Theory, EveryDatabase]
    public async Task Somebody_of_the_staff_comes_back_to_the_address_that_they_had(string engine)
    {
        await using var desk = await Desk.Open(engine, Staff);
        var secret = await desk.SignIn(Olu);
        var olu = await CallerIn(desk, secret);
        foreach (var (left, next) in ((string, string)[])[(Olu, OluNew), (OluNew, Olu), (Olu, OluNew)])
        {
            await Ask(desk, olu, next);
            await Confirm(desk, olu, await CodeTo(desk, next), await CodeTo(desk, left));
            Assert.True((await CallerIn(desk, secret)).Is(Role.Officer));
            // What the address hears that was left comes before its next code.
            await desk.SendNotices();
            desk.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.True((await CallerIn(desk, await desk.SignIn(OluNew))).Is(Role.Officer));
    }

    [Theory, EveryDatabase]
    public async Task A_mailbox_of_somebody_of_the_staff_is_one_by_whichever_name_its_provider_gives_it(string engine)
    {
        await using var desk = await Desk.Open(engine, [.. Staff, .. Desk.Named(2, "cleo.ward@gmail.com", "Cleo Ward, clerk", "officer")]);
        var olu = await CallerIn(desk, await desk.SignIn(Olu));
        await Ask(desk, olu, "cleoward@googlemail.com");
        Assert.Equal("STAFF_SAME_MAILBOX", await Desk.Refused(async () =>
            await Confirm(desk, olu, await CodeTo(desk, "cleoward@googlemail.com"), await CodeTo(desk, Olu))));
    }

    [Theory, EveryDatabase]
    public async Task Where_staff_sign_in_elsewhere_a_code_takes_nobodys_roles_to_another_address(string engine)
    {
        await using var desk = await Desk.Open(
            engine, [.. Staff, ("Officers:Authority", "https://staff.council.example"), ("Officers:ClientId", "participatory")]);
        var byCode = await CallerIn(desk, await desk.SignIn(Olu));
        Assert.Empty(byCode.Roles);
        Assert.Equal("STAFF_SIGN_IN_NEEDED", await Desk.Refused(() => Ask(desk, byCode, OluNew)));

        // As if they had been given the role between the two, or the provider vouched for them.
        var vouchedFor = byCode with { Roles = new HashSet<Role> { Role.Officer } };
        await Ask(desk, vouchedFor, OluNew);
        var (toNew, toOld) = (await CodeTo(desk, OluNew), await CodeTo(desk, Olu));
        Assert.Equal("STAFF_SIGN_IN_NEEDED", await Desk.Refused(() => Confirm(desk, byCode, toNew, toOld)));
        await Confirm(desk, vouchedFor, toNew, toOld);
    }

    [Theory, EveryDatabase]
    public async Task The_address_that_they_have_gets_no_more_codes_than_by_signing_in(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var amina = await CallerIn(desk, await desk.SignIn(Old));
        await Ask(desk, amina, New);
        await Ask(desk, amina, "amina@example.com");
        Assert.Equal("CODES_TOO_MANY", await Desk.Refused(() => Ask(desk, amina, "amina@example.edu")));
        Assert.Equal("CODES_TOO_MANY", await Desk.Refused(() => desk.Code(Old)));

        // After five within an hour, from wherever, a code bears two tries.
        await desk.CodeFrom("elsewhere", Old);
        await desk.CodeFrom("a third place", Old);
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await Ask(desk, amina, "amina@example.edu");
        var (toNew, toOld) = (await CodeTo(desk, "amina@example.edu"), await CodeTo(desk, Old));
        var wrong = toOld == "000000" ? "000001" : "000000";
        Assert.Equal("SIGN_IN_CODE_WRONG", await Desk.Refused(() => Confirm(desk, amina, toNew, wrong)));
        Assert.Equal("SIGN_IN_CODE_WRONG", await Desk.Refused(() => Confirm(desk, amina, toNew, wrong)));
        Assert.Equal("SIGN_IN_CODE_GONE", await Desk.Refused(() => Confirm(desk, amina, toNew, toOld)));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_signed_in_a_while_ago_does_so_again_before_they_change_their_address(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var amina = await CallerIn(desk, await desk.SignIn(Old));
        desk.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("SIGN_IN_AGAIN", await Desk.Refused(() => Ask(desk, amina, New)));
    }

    private static async Task<Caller> CallerIn(Desk desk, ByteString secret) => (await desk.CallerIn(await desk.Identity(secret)))!;

    internal static async Task<AddressChange> Ask(Desk desk, Caller who, string email) =>
        await desk.As(who).ChangeAddressAsync(new() { RequestId = Desk.NewId(), Email = email });

    internal static async Task Confirm(Desk desk, Caller who, string toNew, string toOld) =>
        await desk.As(who).ConfirmAddressAsync(new() { RequestId = Desk.NewId(), NewCode = toNew, OldCode = toOld });

    internal static async Task<string> CodeTo(Desk desk, string email) =>
        SixDigits().Match((await desk.Mails()).First(mail => mail.Recipient == email).Body).Value;

    [GeneratedRegex("[0-9]{6}", RegexOptions.None, 1000)]
    private static partial Regex SixDigits();
}
