using Google.Protobuf;
using Participatory.Platform.Identity;

namespace Participatory.Tests.Harness.Walks;

/// <summary>As what somebody is let in.</summary>
public enum Way
{
    /// <summary>Nothing is asked of who they are.</summary>
    Anyone,

    /// <summary>They are signed in.</summary>
    Person,

    /// <summary>It is their idea.</summary>
    Proposer,

    /// <summary>They said it.</summary>
    Speaker,

    /// <summary>It is their group's.</summary>
    Group,

    /// <summary>They hold the group's money.</summary>
    Host,

    /// <summary>They are an officer of the right area.</summary>
    Officer,

    /// <summary>They are a finance officer.</summary>
    Finance,

    /// <summary>They say who works here.</summary>
    Administrator,
}

/// <summary>Asks for a scene of its own.</summary>
/// <param name="Id">A name that no other scene has.</param>
/// <param name="Way">As what somebody is about to come in.</param>
public sealed record Visit(string Id, Way Way);

/// <summary>A thing in <see cref="AccessWalk.Own"/>, ready for a method, and what the method is asked of it.</summary>
/// <param name="Request">Goes through for whoever may ask; its request id is filled in.</param>
public sealed record Scene(IMessage Request)
{
    /// <summary>Whose idea, voice, award or story it is.</summary>
    public Caller Owner { get; init; } = People.Amina;

    /// <summary>Who confirmed for the host.</summary>
    public Caller Host { get; init; } = People.Tom;

    /// <summary>Who did before what the contract speaks of: proposed it, asked for it, gave the details.</summary>
    public Caller Earlier { get; init; } = People.Grace;

    /// <summary>The same with another code, card or link, as somebody who has none would guess it.</summary>
    public IMessage? Guessed { get; init; }
}
