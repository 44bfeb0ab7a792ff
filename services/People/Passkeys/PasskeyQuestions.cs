using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fido2NetLib;
using Fido2NetLib.Objects;
using Microsoft.AspNetCore.DataProtection;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Passkeys;

/// <summary>
/// What a browser asks a device for, and what it is worth (W3C Web Authentication, Level 3). A question is sealed and travels with its
/// asker, so that whoever only asks leaves nothing here; that it was answered is kept until it would be too old anyway.
/// </summary>
internal sealed class PasskeyQuestions(IDataProtectionProvider protection, PeopleSettings settings, TimeProvider clock)
{
    /// <summary>Long enough to find the key that hangs beside the door.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    private static readonly Sql LockUsed = new("SELECT COUNT(*) FROM used_question {lock} WHERE question_hash = @hash");

    private static readonly Sql InsertUsed = new("INSERT INTO used_question (question_hash, expires_at) VALUES (@hash, @Until)");

    private readonly IDataProtector seal = protection.CreateProtector("participatory.passkey-question");

    // What a device is, nobody asks: people choose their own.
    private readonly Fido2? party = settings.HasPasskeys && settings.Address is { } address ? Of(address, settings.CouncilName) : null;

    private Fido2 Party => party ?? throw new Refusal(PeopleReasons.PasskeysOff);

    /// <summary>The question for any passkey of anybody's.</summary>
    public PasskeyQuestion AskToSignIn()
    {
        var options = Party.GetAssertionOptions(
            new GetAssertionOptionsParams { UserVerification = UserVerificationRequirement.Required }).ToJson();
        return new PasskeyQuestion { Question = Seal(new Asked("", options, clock.GetUtcNow() + GoodFor)), Options = options };
    }

    /// <summary>The question for a new passkey, in the caller's session.</summary>
    /// <param name="council">What the device calls this website.</param>
    /// <param name="email">What the device calls the account.</param>
    /// <param name="known">Devices that have one of these make no second one.</param>
    public PasskeyQuestion AskToAdd(Caller caller, string council, string email, IEnumerable<byte[]> known)
    {
        var named = settings.HasPasskeys && settings.Address is { } address ? Of(address, council) : Party;
        var options = named.RequestNewCredential(new RequestNewCredentialParams
        {
            User = new Fido2User { Id = HandleOf(caller.Subject), Name = email, DisplayName = email },
            ExcludeCredentials = [.. known.Select(id => new PublicKeyCredentialDescriptor(id))],
            // Every device knows one of these two.
            PubKeyCredParams = [PubKeyCredParam.ES256, PubKeyCredParam.RS256],
            AuthenticatorSelection = new AuthenticatorSelection
            {
                // It is found without a name, and asks for a finger, a face or a PIN: having it and being its owner are two things.
                ResidentKey = ResidentKeyRequirement.Required,
                UserVerification = UserVerificationRequirement.Required,
            },
        }).ToJson();
        return new PasskeyQuestion { Question = Seal(new Asked(PlaceOf(caller), options, clock.GetUtcNow() + GoodFor)), Options = options };
    }

    /// <summary>Opens a question that was asked to sign in.</summary>
    /// <exception cref="Refusal">It is none of ours, too old, or asked for something else.</exception>
    public Asked ReadToSignIn(string question) => Open(question, "");

    /// <summary>Opens a question for a new passkey.</summary>
    /// <exception cref="Refusal">It is none of ours, too old, or of another session.</exception>
    public Asked ReadToAdd(string question, Caller caller) => Open(question, PlaceOf(caller));

    /// <summary>Before the answer is looked at: of many answers to one question one is looked at.</summary>
    /// <exception cref="Refusal">It was answered before.</exception>
    public static async Task UseUp(Transaction transaction, Asked asked)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(asked.Options));
        if (await transaction.One<long>(LockUsed, new { hash }) > 0)
        {
            throw Gone();
        }

        await transaction.Execute(InsertUsed, new { hash, asked.Until });
    }

    /// <summary>What a device made.</summary>
    /// <exception cref="Refusal">It is no answer to the question, or from another site.</exception>
    public Task<RegisteredPublicKeyCredential> ReadNew(Asked asked, string answer, CancellationToken cancellation) => Try(
        async () => await Party.MakeNewCredentialAsync(
            new MakeNewCredentialParams
            {
                AttestationResponse = JsonSerializer.Deserialize<AuthenticatorAttestationRawResponse>(answer)!,
                OriginalOptions = CredentialCreateOptions.FromJson(asked.Options),
                // The table says so when it is written.
                IsCredentialIdUniqueToUserCallback = (_, _) => Task.FromResult(true),
            },
            cancellation),
        cancellation);

    /// <summary>By which passkey somebody answers; nothing is proved by it.</summary>
    /// <exception cref="Refusal">It can be no answer.</exception>
    public static async Task<AuthenticatorAssertionRawResponse> ReadAnswer(string answer, CancellationToken cancellation) =>
        await Try(() => Task.FromResult(JsonSerializer.Deserialize<AuthenticatorAssertionRawResponse>(answer)), cancellation)
            is { RawId.Length: > 0, Response: not null } read ? read : throw Wrong();

    /// <summary>That the answer is that passkey's, and its owner's.</summary>
    /// <returns>How often it was used, as the device counts.</returns>
    /// <exception cref="Refusal">It is not.</exception>
    public Task<uint> Prove(
        Asked asked, AuthenticatorAssertionRawResponse answer, PasskeyRow passkey, CancellationToken cancellation) => Try(
        async () =>
        {
            var proved = await Party.MakeAssertionAsync(
                new MakeAssertionParams
                {
                    AssertionResponse = answer,
                    OriginalOptions = AssertionOptions.FromJson(asked.Options),
                    StoredPublicKey = passkey.PublicKey,
                    StoredSignatureCounter = (uint)passkey.UseCount,
                    IsUserHandleOwnerOfCredentialIdCallback = (owner, _) =>
                        Task.FromResult(owner.UserHandle.AsSpan().SequenceEqual(HandleOf(passkey.Subject))),
                },
                cancellation);
            // A device that counted goes on counting; and one that is found without a name says whose it is.
            return answer.Response.UserHandle is { Length: > 0 } && (proved.SignCount > 0 || passkey.UseCount == 0)
                ? proved.SignCount : throw Wrong();
        },
        cancellation);

    private static Fido2 Of(Uri address, string council) => new(new Fido2Configuration
    {
        RPID = address.IdnHost,
        RPName = council,
        Origins = new HashSet<string>(StringComparer.Ordinal)
        {
            $"{address.Scheme}://{address.IdnHost}{(address.IsDefaultPort ? "" : $":{address.Port}")}",
        },
        Timeout = (uint)GoodFor.TotalMilliseconds,
    });

    private static byte[] HandleOf(string subject) => Encoding.UTF8.GetBytes(subject);

    private static string PlaceOf(Caller caller) => $"{caller.Subject} {caller.SessionId}";

    private string Seal(Asked asked) => seal.Protect(JsonSerializer.Serialize(asked));

    private Asked Open(string question, string place)
    {
        try
        {
            return JsonSerializer.Deserialize<Asked>(seal.Unprotect(question)) is { } asked && asked.Place == place
                && clock.GetUtcNow() < asked.Until
                ? asked : throw Gone();
        }
        catch (CryptographicException)
        {
            throw Gone();
        }
    }

    /// <summary>Whatever the reader of an answer stumbles over, it is a wrong answer: what came in is a stranger's.</summary>
    private static async Task<T> Try<T>(Func<Task<T>> read, CancellationToken cancellation)
    {
        try
        {
            return await read();
        }
        catch (Exception wrong) when (wrong is not Refusal && !cancellation.IsCancellationRequested)
        {
            throw Wrong();
        }
    }

    private static Refusal Gone() => new(PeopleReasons.PasskeyQuestionGone);

    private static Refusal Wrong() => new(PeopleReasons.PasskeyWrong);
}

/// <summary>A question as it is sealed.</summary>
/// <param name="Place">For a new passkey whose it will be and in which session; empty to sign in.</param>
/// <param name="Options">What the browser was given, with its challenge.</param>
internal sealed record Asked(string Place, string Options, DateTimeOffset Until);
