using System.Data.Common;
using System.Security.Cryptography;
using Participatory.Access.V1;
using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>Somebody of the staff who has lost every passkey comes in again with the word of two administrators.</summary>
public sealed class PasskeyResetTests
{
    private const string Ann = "ann@council.example", Bob = "bob@council.example", Olu = "olu@council.example";

    private static readonly Sql InsertPasskey = new("""
        INSERT INTO passkey (passkey_id, subject, place, credential_hash, credential_id, name, public_key, use_count, added_at)
        SELECT @id, subject, 1, @hash, @hash, 'A phone', @hash, 0, 1 FROM address WHERE value = @email
        """);

    private static readonly (string Name, string Value)[] Staff =
    [
        ("Address", "http://localhost:5080"), .. Desk.Named(0, Ann, "Ann Lee, head of audit", "administrator"),
        .. Desk.Named(1, Bob, "Bob Ray, clerk", "administrator"), .. Desk.Named(2, Olu, "Olu Ade, ward officer", "officer"),
    ];

    [Theory, EveryDatabase]
    public async Task Two_administrators_remove_the_passkeys_of_an_officer_who_is_told_and_signed_out(string engine)
    {
        await using var desk = await Desk.Open(engine, Staff);
        using var phone = new SoftDevice();
        var (ann, bob) = (await desk.CallerOf(Ann), await desk.CallerOf(Bob));
        Assert.Equal("RESET_NO_PASSKEY", await Desk.Refused(() => Ask(desk, ann, Olu)));
        await PasskeyTests.Add(desk, await PasskeyTests.SignedIn(desk, Olu), phone);
        desk.Clock.Advance(TimeSpan.FromMinutes(1));

        var byCode = await desk.SignIn(Olu);
        Assert.Empty((await desk.Identity(byCode)).Roles);
        Assert.True((await Ask(desk, ann, Olu)).Reset.Mine);
        Assert.Equal("RESET_WAITS", await Desk.Refused(() => Ask(desk, bob, Olu)));
        await desk.SendNotices();
        Assert.Equal(
            [(Bob, "Please check"), ("nia@council.example", "Please check"), (Olu, "We were asked")],
            (await desk.Mails()).Where(mail => mail.Body.Contains("lost all", StringComparison.Ordinal))
                .Select(mail => (mail.Recipient, string.Join(' ', mail.Subject.Split(' ', ':').Take(mail.Recipient == Olu ? 3 : 2))))
                .Order());

        // Nobody alone, and nothing has happened yet.
        Assert.Equal("RESET_NEEDS_SECOND", await Desk.Refused(() => Confirm(desk, ann, Olu)));
        Assert.Empty((await desk.Identity(byCode)).Roles);
        Assert.False((await desk.As(bob).ListStaffAsync(new())).Staff.Single(one => one.Email == Olu).Reset.Mine);
        Assert.Null((await Confirm(desk, bob, Olu)).Reset);

        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => desk.Identity(byCode)));
        Assert.Equal("PASSKEY_WRONG", await Desk.Refused(async () => await PasskeyTests.SignIn(desk, phone)));
        await desk.SendNotices();
        Assert.Contains("Bob Ray, clerk", Assert.Single(
            await desk.Mails(), mail => mail.Recipient == Olu && mail.Subject.StartsWith("We removed all", StringComparison.Ordinal)).Body,
            StringComparison.Ordinal);
        desk.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal([Role.Officer], (await desk.Identity(await desk.SignIn(Olu))).Roles);
        Assert.Equal(
            [StaffChangeKind.ResetConfirmed, StaffChangeKind.ResetAsked],
            (await desk.As(Tests.People.Grace).ListStaffChangesAsync(new())).Changes.Take(2).Select(it => it.Kind));
        Assert.Equal("RESET_NOT_ASKED", await Desk.Refused(() => Confirm(desk, bob, Olu)));
    }

    [Theory, EveryDatabase]
    public async Task Nobody_does_it_for_themselves_nor_for_whom_a_code_is_enough(string engine)
    {
        await using var desk = await Desk.Open(engine, Staff);
        using var phone = new SoftDevice();
        using var toms = new SoftDevice();
        var (ann, bob) = (await PasskeyTests.SignedIn(desk, Ann), await desk.CallerOf(Bob));
        await PasskeyTests.Add(desk, ann, phone);
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("OWN_ROLES", await Desk.Refused(() => Ask(desk, ann, Ann)));
        await Ask(desk, bob, Ann);
        Assert.Equal("OWN_ROLES", await Desk.Refused(() => Confirm(desk, ann, Ann)));
        Assert.Equal("RESET_NEEDS_SECOND", await Desk.Refused(() => Confirm(desk, bob, Ann)));
        Assert.Equal("OWN_ROLES", await Desk.Refused(() => Decline(desk, ann, Ann)));

        // Of residents it is nobody's business, and whose roles were ended is one.
        const string tom = "tom.okafor@example.org";
        await PasskeyTests.Add(desk, await PasskeyTests.SignedIn(desk, tom), toms);
        Assert.Equal("STAFF_NOT_FOUND", await Desk.Refused(() => Ask(desk, bob, tom)));
        await desk.As(bob).EndRolesAsync(new() { RequestId = Desk.NewId(), Email = Olu });
        Assert.Equal("RESET_NO_ROLE", await Desk.Refused(() => Ask(desk, bob, Olu)));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_shows_one_after_all_keeps_all_and_what_is_taken_back_or_a_week_old_is_confirmed_by_nobody(string engine)
    {
        await using var desk = await Desk.Open(engine, Staff);
        using var phone = new SoftDevice();
        var (ann, bob) = (await desk.CallerOf(Ann), await desk.CallerOf(Bob));
        await PasskeyTests.Add(desk, await PasskeyTests.SignedIn(desk, Olu), phone);
        desk.Clock.Advance(TimeSpan.FromMinutes(1));

        await Ask(desk, ann, Olu);
        desk.Clock.Advance(TimeSpan.FromSeconds(1));
        await PasskeyTests.SignIn(desk, phone);
        Assert.Equal("RESET_PASSKEY_USED", await Desk.Refused(() => Confirm(desk, bob, Olu)));
        Assert.Null((await Decline(desk, ann, Olu)).Reset);
        Assert.Equal("RESET_NOT_ASKED", await Desk.Refused(() => Confirm(desk, bob, Olu)));
        Assert.Equal("RESET_NOT_ASKED", await Desk.Refused(() => Decline(desk, bob, Olu)));

        desk.Clock.Advance(TimeSpan.FromSeconds(1));
        await Ask(desk, ann, Olu);
        desk.Clock.Advance(TimeSpan.FromDays(7));
        (ann, bob) = (ann with { ProvedAt = desk.Clock.Now }, bob with { ProvedAt = desk.Clock.Now });
        Assert.Equal("RESET_NOT_ASKED", await Desk.Refused(() => Confirm(desk, bob, Olu)));
        Assert.Null((await desk.As(ann).ListStaffAsync(new())).Staff.Single(one => one.Email == Olu).Reset);

        // What somebody asked for who is no administrator any more is asked for by nobody.
        await Ask(desk, ann, Olu);
        await RolesTests.Take(desk, bob, Ann, Role.Administrator);
        Assert.Equal("RESET_NOT_ASKED", await Desk.Refused(() => Confirm(desk, bob, Olu)));
        Assert.NotEmpty((await PasskeyTests.SignIn(desk, phone)).ToByteArray());
    }

    [Theory, EveryDatabase]
    public async Task The_table_itself_holds_no_reset_with_the_word_of_one(string engine)
    {
        await using var desk = await Desk.Open(engine, Staff);
        var insert = new Sql("""
            INSERT INTO passkey_reset (email, asked_by, asked_as, asked_at, confirmed_by) VALUES (@email, @askedBy, '', 1, @confirmedBy)
            """);
        foreach (var (askedBy, confirmedBy) in (IEnumerable<(string, string?)>)[(Olu, null), (Ann, Ann), (Ann, Olu), (Olu, Ann)])
        {
            await Assert.ThrowsAnyAsync<DbException>(() => Insert(askedBy, confirmedBy));
        }

        await Insert(Ann, Bob);

        async Task Insert(string askedBy, string? confirmedBy)
        {
            await using var transaction = await desk.Service.Database.Begin(TestContext.Current.CancellationToken);
            await transaction.Execute(insert, new { email = Olu, askedBy, confirmedBy });
            await transaction.Commit();
        }
    }

    /// <summary>Somebody has a passkey, without a device that could show it.</summary>
    internal static async Task HasPasskey(Desk desk, string email)
    {
        await desk.Add(email);
        await using var transaction = await desk.Service.Database.Begin(TestContext.Current.CancellationToken);
        var (id, hash) = (Desk.NewId(), RandomNumberGenerator.GetBytes(32));
        Assert.Equal(1, await transaction.Execute(InsertPasskey, new { email, id, hash }));
        await transaction.Commit();
    }

    internal static Task<StaffMember> Ask(Desk desk, Caller caller, string email) => desk.As(caller).AskPasskeyResetAsync(
        new() { RequestId = Desk.NewId(), Email = email }).ResponseAsync;

    internal static Task<StaffMember> Confirm(Desk desk, Caller caller, string email) => desk.As(caller).ConfirmPasskeyResetAsync(
        new() { RequestId = Desk.NewId(), Email = email }).ResponseAsync;

    private static Task<StaffMember> Decline(Desk desk, Caller caller, string email) => desk.As(caller).DeclinePasskeyResetAsync(
        new() { RequestId = Desk.NewId(), Email = email }).ResponseAsync;
}
