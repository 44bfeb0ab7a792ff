using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Grpc.Net.Client;
using Participatory.People.Persons;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using DemoPerson = Participatory.People.Persons.DemoPerson;

namespace Participatory.Standalone.Demo;

/// <summary>
/// Two neighbours follow what happens: one an idea and its round, and hears of it at once; the other an area, once a week. Whoever was
/// never here has no e-mail address, so both come in for a moment.
/// </summary>
internal static class FollowingNews
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static Task Play(Script script, Uri people, Func<Caller, string> vouch, Stages stages, CancellationToken cancellation) =>
        script.ImportedFrom.Length > 0 ? Task.CompletedTask
        : stages.Play("Neighbours follow what happens", 2, async step =>
        {
            using var channel = Channels.To(people.ToString(), PeopleService.Descriptor);
            var door = As(channel, GatewaySecret.Gateway, vouch);
            await Visit(script, door, DemoPeople.Volunteer, cancellation);
            var tom = As(channel, DemoPeople.Volunteer.Caller, vouch);
            await Follow(script, tom, FollowingKind.Idea, Proposing.IdOf(script, 0), HowOften.AtOnce, cancellation);
            await Follow(script, tom, FollowingKind.Round, "", HowOften.AtOnce, cancellation);
            step();
            await Visit(script, door, DemoPeople.Resident, cancellation);
            var amina = As(channel, DemoPeople.Resident.Caller, vouch);
            await Follow(script, amina, FollowingKind.Area, script.Areas[0].Code, HowOften.Weekly, cancellation);
            step();
        });

    private static async Task Visit(
        Script script, PeopleService.PeopleServiceClient door, DemoPerson person, CancellationToken cancellation)
    {
        var secret = ByteString.CopyFrom(SHA256.HashData(Encoding.UTF8.GetBytes(script.Id($"follow-visit/{person.Key}"))));
        await door.BecomeDemoPersonAsync(
            new BecomeDemoPersonRequest { RequestId = script.Id($"follow-come/{person.Key}"), Key = person.Key, SessionSecret = secret },
            cancellationToken: cancellation);
        await door.EndSessionAsync(
            new EndSessionRequest { RequestId = script.Id($"follow-go/{person.Key}"), SessionSecret = secret },
            cancellationToken: cancellation);
    }

    private static async Task Follow(
        Script script, PeopleService.PeopleServiceClient who, FollowingKind kind, string id, HowOften howOften,
        CancellationToken cancellation) =>
        await who.FollowAsync(
            new FollowRequest
            {
                RequestId = script.Id($"follow/{kind}/{id}"), HowOften = howOften,
                Thing = new FollowedThing { Kind = kind, RoundId = script.RoundId, ThingId = id },
            },
            cancellationToken: cancellation);

    private static PeopleService.PeopleServiceClient As(GrpcChannel channel, Caller caller, Func<Caller, string> vouch) =>
        new(channel.For(() => vouch(caller), Patience));
}
