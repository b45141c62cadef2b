import { yaml } from "@quaywright/syntax";
import { digest, join } from "../choice";
import { chooses, type Pipeline } from "../pipeline";
import { expression, isPublished, unlessFailed } from "./expression";
import { chosen } from "./images";
import { action, login, runner, uploaded } from "./steps";

export function release(pipeline: Pipeline): yaml.YamlMap {
  const { ci, images } = pipeline;
  const signed = `${expression("matrix.repository")}@${expression("steps.image.outputs.digest")}`;
  return {
    name: `Publish ${expression("matrix.repository")}`,
    needs: ["check", ...(chooses(pipeline) ? ["images"] : []), "start"],
    if: `${unlessFailed} && ${isPublished(ci.branch)}`,
    strategy: {
      "fail-fast": false,
      matrix: chooses(pipeline)
        ? { include: images.map(({ repository, target }) => ({ repository, target })) }
        : { repository: images.map(({ repository }) => repository) },
    },
    "runs-on": runner,
    "timeout-minutes": 20,
    permissions: {
      contents: "read",
      "id-token": yaml.remarked("write", "signs in the name of this workflow"),
      packages: yaml.remarked("write", "pushes tags and signatures"),
      "security-events": yaml.remarked("write", "shows what the scanner found"),
    },
    env: {
      GIT_REVISION: expression("github.sha"),
      REPOSITORY: expression("matrix.repository"),
      REF_NAME: expression("github.ref_name"),
      ...(chooses(pipeline) && { ...chosen, TARGET: expression("matrix.target") }),
    },
    steps: [
      ...login(images, false),
      {
        name: "One image of all platforms",
        id: "image",
        run: [join(pipeline), `digest=$(${digest})`, 'echo "digest=$digest" >> "$GITHUB_OUTPUT"'].join("\n"),
      },
      {
        name: "Known faults that a newer package mends",
        uses: action(ci, "aquasecurity/trivy-action"),
        with: {
          "image-ref": signed,
          format: "sarif",
          output: "trivy.sarif",
          severity: "HIGH,CRITICAL",
          "ignore-unfixed": true,
          "limit-severities-for-sarif": true,
          "exit-code": "1",
        },
      },
      uploaded(ci, "trivy"),
      { uses: action(ci, "sigstore/cosign-installer") },
      {
        name: "Sign",
        env: { IMAGE: signed },
        run: 'cosign sign --yes "$IMAGE"',
      },
      {
        name: "Tag what may be run",
        env: { IMAGE: signed },
        run: 'docker buildx imagetools create --tag "$REPOSITORY:$REF_NAME" "$IMAGE"',
      },
    ],
  };
}
