#!/bin/sh
# Lay site/ beside the earlier releases on the branch `pages`, and leave what is served in served/.
#
#     tools/site/publish.sh REMOTE RELEASE BASE
#
# The branch has one commit: what was served before is in the releases, and a branch that kept
# every state would grow by a site each half-year.
set -eu
remote=$1 release=$2 base=$3

rm -rf served
if git clone --quiet --depth 1 --single-branch --branch pages "$remote" served; then
  old=$(git -C served rev-parse HEAD)
  rm -rf served/.git
else
  # The first time there is no such branch; anything else that went wrong shows when pushing.
  old=
  mkdir served
fi

python3 -m tools.site.publish served "$release" "$base"
touch served/.nojekyll

git -C served init --quiet
git -C served add --all
git -C served -c user.name="github-actions[bot]" \
  -c user.email="41898282+github-actions[bot]@users.noreply.github.com" \
  commit --quiet --message "The sites up to release $release"
# With the old commit named, a push is refused if somebody else pushed meanwhile.
git -C served push --quiet --force-with-lease="pages:$old" "$remote" HEAD:refs/heads/pages
rm -rf served/.git
