using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Participatory.Tests.Unit.StandIns;

/// <summary>What an assembly asks of others, read from its metadata: all that it can ever call, whether a test happens to reach it or not.</summary>
internal static class AskedSurface
{
    private static readonly SignatureText Signatures = new();

    /// <summary>
    /// Everything that the assembly at <paramref name="path"/> asks of the assembly <paramref name="of"/> and is not
    /// <paramref name="offered"/>, together with how much it asks for.
    /// </summary>
    public static (int Asked, List<string> Missing) Compare(string path, string of, OfferedSurface offered)
    {
        using var image = new PEReader(File.OpenRead(path));
        var reader = image.GetMetadataReader();
        var asked = 0;
        var missing = new List<string>();
        foreach (var name in reader.TypeReferences.Where(type => AssemblyOf(reader, type) == of).Select(type => SignatureText.NameOf(reader, type)))
        {
            asked++;
            if (!offered.HasType(name))
            {
                missing.Add($"type {name}");
            }
        }

        foreach (var member in reader.MemberReferences.Select(reader.GetMemberReference))
        {
            if (TypeOf(reader, member.Parent) is not { } type || AssemblyOf(reader, type) != of)
            {
                continue;
            }

            asked++;
            if (Absent(reader, member, SignatureText.NameOf(reader, type), offered) is { } what)
            {
                missing.Add(what);
            }
        }

        return (asked, missing);
    }

    private static string? Absent(MetadataReader reader, MemberReference member, string type, OfferedSurface offered)
    {
        var name = reader.GetString(member.Name);
        if (member.GetKind() == MemberReferenceKind.Field)
        {
            var field = member.DecodeFieldSignature(Signatures, null);
            return offered.HasField(type, name, field) ? null : $"field {field} {type}::{name}";
        }

        var signature = SignatureText.Of(member.DecodeMethodSignature(Signatures, null));
        return offered.HasMethod(type, name, signature) ? null : $"method {type}::{name} {signature}";
    }

    private static string? AssemblyOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        var scope = reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => AssemblyOf(reader, (TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name),
            _ => null,
        };
    }

    private static TypeReferenceHandle? TypeOf(MetadataReader reader, EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeReference)
        {
            return (TypeReferenceHandle)parent;
        }

        if (parent.Kind != HandleKind.TypeSpecification)
        {
            return null;
        }

        // A member of a generic type names the type with its arguments; the type stands after two bytes that say so.
        var blob = reader.GetBlobReader(reader.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        blob.ReadByte();
        var type = blob.ReadTypeHandle();
        return type.Kind == HandleKind.TypeReference ? (TypeReferenceHandle)type : null;
    }
}
